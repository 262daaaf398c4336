// SPDX-License-Identifier: GPL-3.0-or-later
// The endpoints behind the real server: what only shows once bytes travel.
#include "common/core/hop.h"
#include "server/net/server.h"
#include "server/services/cpupool.h"
#include "server/transport/http/httpapplication.h"
#include "server/transport/http/metricspart.h"
#include "server/transport/http/securityheaders.h"
#include "tests/support/credentialmatrix.h"
#include "tests/support/echoapplication.h"
#include "tests/support/endpointfixture.h"
#include "tests/support/patience.h"
#include "tests/support/rawclient.h"

#include <QDir>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <mutex>
#include <new>
#include <sys/socket.h>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

QString mediaFolder;
//! \brief Where handlers wait until the test lets them go.
class Hall
{
public:
    Hop<int> enter()
    {
        return Hop<int>([this](Hop<int>::Completion &completion) {
            const std::scoped_lock lock(m_mutex);
            m_waiting.push_back(&completion);
        });
    }
    void open()
    {
        const std::scoped_lock lock(m_mutex);
        for (Hop<int>::Completion *completion : std::exchange(m_waiting, {}))
            completion->home().post(completion->finish(1));
    }
    int count() const
    {
        const std::scoped_lock lock(m_mutex);
        return int(m_waiting.size());
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Hop<int>::Completion *> m_waiting;
};

Hall hall;
std::atomic<int> running = 0;

QCoro::Task<Result<Answer>> echo(Call call)
{
    co_return Answer{call.params};
}

QCoro::Task<Result<Answer>> hold(Call call)
{
    const QJsonObject params = call.params;
    ++running;
    auto hop = hall.enter();
    co_await hop;
    --running;
    co_return Answer{params};
}

QCoro::Task<Result<Answer>> keep(Call call)
{
    if (!call.file)
        co_return Error{Error::Kind::InvalidInput, "no_file"_L1, u"No file uploaded"_s};
    auto hop = Hop<int>(
        [](Hop<int>::Completion &completion) { completion.home().post(completion.finish(1)); });
    co_await hop; // The upload must outlive the request that brought it.
    if (!QFile::rename(call.file->path, mediaFolder + u"/kept"_s))
        co_return Error{Error::Kind::Conflict, "taken"_L1, u"There is one already."_s};
    co_return Answer{QJsonObject{{u"name"_s, call.file->name},
                                 {u"size"_s, call.file->size},
                                 {u"note"_s, call.params[u"note"_s]}}};
}

QCoro::Task<Result<Answer>> kept(Call)
{
    Answer answer;
    answer.file = FileAnswer{mediaFolder + u"/kept"_s, "image/png", u"a.png"_s, true, "\"k\""};
    co_return answer;
}

QList<Endpoint> rows()
{
    const Schema schema{{"id"_L1}, {"note"_L1, Field::Type::String, Field::Need::Optional}};
    const Schema form{{"note"_L1, Field::Type::String, Field::Need::Optional}};
    const auto user = Access::User;
    const QLatin1String file("file");
    return {
        {"echo"_L1, Method::Post, "/echo/{id}"_L1, {}, user, Cost::Write, schema, echo},
        {"read"_L1, Method::Get, "/echo/{id}"_L1, {}, user, Cost::Read, schema, echo},
        {"hold"_L1, Method::Get, "/hold/{id}"_L1, {}, user, Cost::Read, schema, hold},
        {"save"_L1, Method::Post, "/hold/{id}"_L1, {}, user, Cost::Write, schema, hold},
        {"keep"_L1, Method::Post, "/files"_L1, {}, user, Cost::Upload, form, keep, {}, {}, file},
        {"kept"_L1, Method::Get, "/files"_L1, {}, Access::Public, Cost::Read, {}, kept},
    };
}

QByteArray requestText(const QByteArray &line, const QByteArrayList &headers,
                       const QByteArray &body = {})
{
    QByteArray text = line + " HTTP/1.1\r\nHost: localhost\r\n";
    for (const QByteArray &header : headers)
        text += header + "\r\n";
    if (!body.isEmpty())
        text += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return text + "\r\n" + body;
}

const QByteArray alice("Authorization: Bearer alice");
const QByteArray json("Content-Type: application/json");
const QByteArray page("Origin: http://localhost:5173");
const QByteArray form("Content-Type: multipart/form-data; boundary=XX");

QByteArray upload(const QByteArray &data)
{
    return "--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
           "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
        + data + "\r\n--XX--\r\n";
}

} // namespace

class OverTheWireTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void servesAnEndpoint();
    void servesHead();
    void tellsPagesOfOtherOrigins_data();
    void tellsPagesOfOtherOrigins();
    void letsAPageAskFirst();
    void refusesALongBodyBeforeItComes();
    void refusesALongBodyInTheMiddle();
    void refusesBodiesWhenThereIsNoRoom();
    void storesAnUploadAndSendsItBack();
    void keepsNothingOfABrokenUpload_data();
    void keepsNothingOfABrokenUpload();
    void refusesAStrangersUploadUnread();
    void survivesAClientThatHangsUp();
    void answersWhatCannotBeRead();
    void answersAClientThatHalfCloses_data();
    void answersAClientThatHalfCloses();
    void showsItsFigures();
    void refusesEveryRowWithoutCredentials();

private:
    QStringList waiting() const { return QDir(m_folder->filePath(u"in"_s)).entryList(QDir::Files); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::EndpointFixture> m_fixture;
    NetworkList m_readers = NetworkList::loopback();
    std::unique_ptr<net::Server> m_server;
};

void OverTheWireTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    mediaFolder = m_folder->path();
    QVERIFY(QDir(mediaFolder).mkdir(u"in"_s));
    m_fixture = std::make_unique<test::EndpointFixture>(rows());
    m_fixture->rules.replace({.uploads = {m_folder->filePath(u"in"_s), 1 << 20}});
    net::ServerSettings settings = test::patientSettings();
    settings.listeners = {net::ListenerSettings{}};
    settings.threads = 2;
    settings.defaultHeaders = apiHeaders();
    m_server = std::make_unique<net::Server>(settings, [this](net::IoThread &) {
        const EndpointContext &context = m_fixture->context;
        std::vector<std::unique_ptr<HttpPart>> parts;
        parts.push_back(std::make_unique<MetricsPart>(context, m_fixture->metrics, m_readers));
        parts.push_back(std::make_unique<EndpointPart>(context));
        return std::make_unique<HttpApplication>(m_fixture->rules, std::move(parts));
    });
    QVERIFY(m_server->start());
}

void OverTheWireTest::cleanup()
{
    hall.open();
    QTRY_COMPARE(running.load(), 0);
    m_server.reset();
}

void OverTheWireTest::servesAnEndpoint()
{
    test::RawClient client(m_server->port());
    const auto reply = client.ask(
        requestText("POST /echo/7?x=1", {alice, json, "X-Request-Id: r7"}, R"({"note":"hi"})"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, QByteArray(R"({"id":"7","note":"hi"})"));
    QCOMPARE(reply.headers.value("x-request-id"), QByteArray("r7"));
    QCOMPARE(reply.headers.value("x-frame-options"), QByteArray("SAMEORIGIN"));
    QCOMPARE(reply.headers.value("cache-control"), QByteArray("no-store"));
    QVERIFY(!reply.headers.contains("server"));
    // The connection goes on.
    QCOMPARE(client.ask(requestText("GET /none", {})).status, 404);
    QCOMPARE(client.ask(requestText("PATCH /echo/7", {})).headers.value("allow"),
             QByteArray("GET, HEAD, POST, OPTIONS"));
}

void OverTheWireTest::servesHead()
{
    test::RawClient client(m_server->port());
    const auto get = client.ask(requestText("GET /echo/7", {alice}));
    client.send(requestText("HEAD /echo/7", {alice}));
    const auto head = client.reply(true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.headers.value("content-length"), get.headers.value("content-length"));
    QVERIFY(head.body.isEmpty());
    const QByteArray same = "If-None-Match: " + get.headers.value("etag");
    QCOMPARE(client.ask(requestText("GET /echo/7", {alice, same})).status, 304);
    QCOMPARE(client.ask(requestText("GET /echo/8", {alice, same})).status, 200);
}

void OverTheWireTest::tellsPagesOfOtherOrigins_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");

    QTest::newRow("an answer") << requestText("GET /echo/7", {alice, page}) << 200;
    QTest::newRow("no credentials") << requestText("GET /echo/7", {page}) << 401;
    QTest::newRow("not found") << requestText("GET /none", {page}) << 404;
    QTest::newRow("wrong method") << requestText("DELETE /echo/7", {page}) << 405;
    QTest::newRow("bad body") << requestText("POST /echo/7", {alice, json, page}, "{") << 400;
    QTest::newRow("no JSON") << requestText("POST /echo/7", {alice, page}, "{}") << 415;
    QTest::newRow("no form") << requestText("POST /files", {alice, page}, "{}") << 415;
    QTest::newRow("broken form") << requestText("POST /files", {alice, form, page}, "hello!")
                                 << 400;
    QTest::newRow("no such path with a body")
        << requestText("POST /none", {json, page}, "{}") << 404;
}

void OverTheWireTest::tellsPagesOfOtherOrigins()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    const auto reply = test::RawClient(m_server->port()).ask(request);
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.headers.value("access-control-allow-origin"),
             QByteArray("http://localhost:5173"));
    QCOMPARE(reply.headers.value("access-control-allow-credentials"), QByteArray("true"));
    QVERIFY(reply.headers.contains("x-request-id"));
    QCOMPARE(reply.headers.value("x-content-type-options"), QByteArray("nosniff"));
}

void OverTheWireTest::letsAPageAskFirst()
{
    const auto reply = test::RawClient(m_server->port())
                           .ask(requestText("OPTIONS /echo/7",
                                            {page, "Access-Control-Request-Method: POST",
                                             "Access-Control-Request-Headers: authorization"}));
    QCOMPARE(reply.status, 204);
    QCOMPARE(reply.headers.value("access-control-allow-headers"), QByteArray("authorization"));
}

void OverTheWireTest::refusesALongBodyBeforeItComes()
{
    test::RawClient client(m_server->port());
    const auto reply = client.ask("POST /echo/7 HTTP/1.1\r\nHost: localhost\r\n" + page + "\r\n"
                                  + alice + "\r\n" + json + "\r\nContent-Length: 1048577\r\n\r\n");
    QCOMPARE(reply.status, 413);
    QVERIFY(reply.body.contains("\"dialect\":\"one\""));
    QVERIFY(reply.headers.contains("access-control-allow-origin"));
    QVERIFY(client.waitForClose());
}

void OverTheWireTest::refusesALongBodyInTheMiddle()
{
    test::RawClient client(m_server->port());
    const QByteArray chunk = "80000\r\n" + QByteArray(0x80000, ' ') + "\r\n";
    const auto reply =
        client.ask("POST /echo/7 HTTP/1.1\r\nHost: localhost\r\n" + page + "\r\n" + alice + "\r\n"
                   + json + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "1\r\n ");
    QCOMPARE(reply.status, 413);
    QVERIFY(reply.body.contains("\"dialect\":\"one\""));
    QVERIFY(reply.headers.contains("access-control-allow-origin"));
    QVERIFY(reply.headers.contains("x-request-id"));
    QVERIFY(client.waitForClose());
}

void OverTheWireTest::refusesBodiesWhenThereIsNoRoom()
{
    m_fixture->context.bodies = std::make_shared<net::BodyBudget>(80);
    test::RawClient client(m_server->port());
    QCOMPARE(client.ask(requestText("POST /echo/7", {alice, json}, R"({"note":"hi"})")).status,
             200);
    QCOMPARE(client.ask(requestText("POST /echo/7", {alice, json}, R"({"note":"hi"})")).status,
             200);
    const auto refused =
        client.ask(requestText("POST /echo/7", {alice, json, page}, R"({"note":"much longer"})"));
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.body.contains("\"dialect\":\"one\""));
    QVERIFY(refused.headers.contains("retry-after"));
    QVERIFY(refused.headers.contains("access-control-allow-origin"));
}

void OverTheWireTest::storesAnUploadAndSendsItBack()
{
    QByteArray data;
    for (int i = 0; data.size() < 1 << 20; ++i)
        data += QByteArray::number(i);
    data.truncate(1 << 20);
    test::RawClient client(m_server->port());

    const auto stored = client.ask(requestText("POST /files", {alice, form}, upload(data)));
    QCOMPARE(stored.status, 200);
    const QJsonObject told = QJsonDocument::fromJson(stored.body).object();
    QCOMPARE(told[u"name"_s], QJsonValue(u"a.png"_s));
    QCOMPARE(told[u"size"_s], QJsonValue(1 << 20));
    QCOMPARE(told[u"note"_s], QJsonValue(u"hello"_s));
    QTRY_COMPARE(waiting(), QStringList());

    const auto whole = client.ask(requestText("GET /files", {}));
    QCOMPARE(whole.status, 200);
    QCOMPARE(whole.body, data);
    QCOMPARE(whole.headers.value("cross-origin-resource-policy"), QByteArray("cross-origin"));
    const auto part = client.ask(requestText("GET /files", {"Range: bytes=100-299"}));
    QCOMPARE(part.status, 206);
    QCOMPARE(part.body, data.sliced(100, 200));
    QCOMPARE(part.headers.value("content-range"), QByteArray("bytes 100-299/1048576"));
    client.send(requestText("HEAD /files", {}));
    QCOMPARE(client.reply(true).headers.value("content-length"), QByteArray("1048576"));
}

void OverTheWireTest::keepsNothingOfABrokenUpload_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");

    QTest::newRow("too big") << upload(QByteArray((1 << 20) + 1, 'x')) << 413;
    QTest::newRow("cut off") << upload("data").chopped(8) << 400;
    QTest::newRow("no file") << QByteArray("--XX--\r\n") << 400;
}

void OverTheWireTest::keepsNothingOfABrokenUpload()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    const auto reply =
        test::RawClient(m_server->port()).ask(requestText("POST /files", {alice, form}, body));
    QCOMPARE(reply.status, status);
    QTRY_COMPARE(waiting(), QStringList());
}

void OverTheWireTest::refusesAStrangersUploadUnread()
{
    test::RawClient client(m_server->port());
    const auto reply = client.ask("POST /files HTTP/1.1\r\nHost: localhost\r\n" + form
                                  + "\r\nContent-Length: 1000000\r\n\r\n");
    QCOMPARE(reply.status, 401);
    QVERIFY(client.waitForClose());
    QCOMPARE(waiting(), QStringList());
}

void OverTheWireTest::survivesAClientThatHangsUp()
{
    for (int i = 0; i < 10; ++i) {
        test::RawClient client(m_server->port());
        client.send(requestText("GET /hold/7", {alice}));
        QTRY_COMPARE(hall.count(), i + 1);
    }
    hall.open();
    QTRY_COMPARE(running.load(), 0);
    QTRY_COMPARE(m_server->connectionCount(), 0);
    test::RawClient half(m_server->port());
    half.send(
        requestText("POST /files", {alice, form}, upload(QByteArray(1000, 'x'))).chopped(100));
    QTRY_COMPARE(waiting().size(), 1);
    half.socket().abort();
    QTRY_COMPARE(waiting(), QStringList());
    test::RawClient client(m_server->port());
    QCOMPARE(client.ask(requestText("GET /echo/7", {alice})).status, 200);
}

void OverTheWireTest::answersWhatCannotBeRead()
{
    CpuPool pool;
    m_fixture->context.offload = [&pool](std::function<void()> work) {
        return pool.submit([work = std::move(work)] {
            if (work)
                throw std::bad_alloc();
        });
    };
    const QByteArray body = R"({"note":")" + QByteArray(100'000, 'x') + R"("})";
    test::RawClient client(m_server->port());
    QCOMPARE(client.ask(requestText("POST /echo/7", {alice, json}, body)).status, 500);
    QCOMPARE(client.ask(requestText("GET /echo/7", {alice})).status, 200);
}

void OverTheWireTest::answersAClientThatHalfCloses_data()
{
    QTest::addColumn<QByteArrayList>("requests");

    const QByteArray first = requestText("GET /hold/1", {alice});
    QTest::newRow("one request") << QByteArrayList{first};
    QTest::newRow("pipelined requests") << QByteArrayList{
        first, requestText("GET /hold/2", {alice}), requestText("GET /hold/3", {alice})};
    QTest::newRow("a body") << QByteArrayList{
        requestText("POST /hold/1", {alice, json}, R"({"note":"hi"})")};
}

void OverTheWireTest::answersAClientThatHalfCloses()
{
    QFETCH(QByteArrayList, requests);
    test::RawClient client(m_server->port());
    client.send(requests.join());
    QTRY_COMPARE(hall.count(), 1);
    ::shutdown(int(client.socket().socketDescriptor()), SHUT_WR);
    QTest::qWait(50); // Nothing shows when the server has seen it.
    for (int i = 1; i <= requests.size(); ++i) {
        QTRY_COMPARE(hall.count(), 1);
        hall.open();
        const auto reply = client.reply();
        QCOMPARE(reply.status, 200);
        const QJsonObject body = QJsonDocument::fromJson(reply.body).object();
        QCOMPARE(body[u"id"_s], QJsonValue(QString::number(i)));
    }
    QVERIFY(client.waitForClose());
}

void OverTheWireTest::showsItsFigures()
{
    test::RawClient client(m_server->port());
    client.ask(requestText("GET /echo/7", {alice}));
    const auto figures = client.ask(requestText("GET /metrics", {}));
    QCOMPARE(figures.status, 200);
    QVERIFY(figures.body.contains(R"(_count{dialect="one",endpoint="read"} 1)"));
}

void OverTheWireTest::refusesEveryRowWithoutCredentials()
{
    QCOMPARE(test::credentialComplaints(m_fixture->context, {"eve", "late"}), QStringList());
    // The matrix itself sees what is wrong.
    const QStringList seen = test::credentialComplaints(m_fixture->context, {"alice"});
    QCOMPARE(seen.size(), 5);
}

QTEST_GUILESS_MAIN(OverTheWireTest)
#include "tst_overthewire.moc"
