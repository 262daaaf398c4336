// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bodybudget.h"
#include "server/net/httpfault.h"
#include "tests/server/net/badrequests.h"
#include "tests/support/echoapplication.h"
#include "tests/support/patience.h"
#include "tests/support/rawclient.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <sys/socket.h>
#include <thread>

using namespace linnet;
using namespace std::chrono_literals;
using test::RawClient;

namespace {

QByteArray get(const QByteArray &path, const QByteArray &fields = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n";
}

QByteArray post(const QByteArray &body)
{
    return "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n\r\n" + body;
}

//! Keeps the replies of the requests it gets, for the test to answer.
struct Desk
{
    std::mutex mutex;
    std::vector<net::Reply> replies;

    test::Behaviour behaviour()
    {
        test::Behaviour behaviour;
        behaviour.handle = [this](net::Request, net::Reply reply) {
            const std::lock_guard lock(mutex);
            replies.push_back(std::move(reply));
        };
        return behaviour;
    }
    size_t count()
    {
        const std::lock_guard lock(mutex);
        return replies.size();
    }
    net::Reply &last()
    {
        const std::lock_guard lock(mutex);
        return replies.back();
    }
    void answerAll()
    {
        std::vector<net::Reply> all;
        {
            const std::lock_guard lock(mutex);
            all.swap(replies);
        }
        for (net::Reply &reply : all)
            reply.send({});
    }
    void answer(const QByteArray &body)
    {
        net::Response response;
        response.body = body;
        last().send(std::move(response));
    }
};

constexpr qint64 MiB = 1 << 20;

//! \return what keeps the replies of requests whose bodies have room of \p most bytes together.
test::Behaviour keeping(Desk &desk, qint64 most)
{
    test::Behaviour behaviour = desk.behaviour();
    behaviour.planBody = [budget = std::make_shared<net::BodyBudget>(most)](const net::Request &) {
        net::BodyPlan plan{100 * MiB, {}, {}};
        plan.budget = budget;
        return plan;
    };
    return behaviour;
}

class PatternSource : public net::BodySource
{
public:
    PatternSource(qint64 size, qint64 promised)
        : m_left(size)
        , m_promised(promised)
    {}
    qint64 size() const override { return m_promised; }
    QByteArray read(qint64 most) override
    {
        const qint64 size = std::min(most, m_left);
        m_left -= size;
        return QByteArray(size, 'p');
    }

private:
    qint64 m_left;
    qint64 m_promised;
};

//! \brief An endless source that says "tick " now and then.
class TickingSource : public net::BodySource
{
public:
    enum class End { Success, Failure };

    //! \param alive counts the sources there are, if it is not null.
    TickingSource(int ticks, std::atomic<int> *alive, qint64 size = Endless, End end = End::Success)
        : m_left(ticks)
        , m_alive(alive)
        , m_size(size)
        , m_end(end)
    {
        if (m_alive)
            ++*m_alive;
    }
    ~TickingSource() override
    {
        if (m_alive)
            --*m_alive;
    }
    Q_DISABLE_COPY_MOVE(TickingSource)

    qint64 size() const override { return m_size; }
    QByteArray read(qint64) override { return std::exchange(m_waiting, {}); }
    bool isOver() const override { return m_end == End::Success && m_left <= 0; }
    bool hasFailed() const override { return m_end == End::Failure && m_left < 0; }
    void onReady(std::function<void()> ready) override
    {
        m_timer.callOnTimeout([this, ready = std::move(ready)] {
            m_waiting += m_left > 0 ? "tick " : "";
            --m_left;
            const auto tell = ready; // The connection may let the source go.
            tell();
        });
        m_timer.start(1);
    }

private:
    int m_left;
    std::atomic<int> *m_alive;
    const qint64 m_size;
    const End m_end;
    QByteArray m_waiting;
    QTimer m_timer;
};

//! \return the head of the next answer; what follows stays.
QByteArray readHead(RawClient &client)
{
    QByteArray head;
    while (!head.endsWith("\r\n\r\n")) {
        const QByteArray byte = client.read(1);
        if (byte.isEmpty())
            break;
        head += byte;
    }
    return head;
}

} // namespace

class HttpWireTest : public QObject
{
    Q_OBJECT

private slots:
    void refusesAndCloses_data();
    void refusesAndCloses();
    void neverServesWhatCouldBeSmuggled();
    void explainsARefusal();
    void readsBodies_data();
    void readsBodies();
    void refusesLargeBodies_data();
    void refusesLargeBodies();
    void refusesLargeBodiesInThePlansWords_data();
    void refusesLargeBodiesInThePlansWords();
    void keepsBodiesWithinTheirBudget_data();
    void keepsBodiesWithinTheirBudget();
    void leavesRoomForTheBodiesOfOthers();
    void leavesRoomForOrdinaryBodies();
    void continuesOnlyWhatIsPlanned();
    void continuesNothingThatHasBegun();
    void answersPipelinedRequestsInOrder();
    void answersManyPipelinedRequests();
    void keepsLaterRequestsWaiting();
    void ignoresWhatFollowsAClose();
    void neverSendsABodyWhereNoneBelongs_data();
    void neverSendsABodyWhereNoneBelongs();
    void speaksHttp10();
    void answersFromAnotherThread();
    void answersWhatWasDropped();
    void leavesOutHeadersThatBreakTheFraming();
    void addsDefaultHeaders();
    void streamsASource();
    void closesWhenASourceRunsDry();
    void sendsInChunksWhatNobodyKnowsTheLengthOf_data();
    void sendsInChunksWhatNobodyKnowsTheLengthOf();
    void leavesOutTheLastChunkOfWhatIsNotWhole();
    void sendsAStreamAsItComes();
    void letsAStreamGoWithItsClient();
    void sendsLargeBodiesFromMemory();
    void keepsLongAnswersWithinTheirBudget();
    void tellsTheHandlerThatTheClientLeft_data();
    void tellsTheHandlerThatTheClientLeft();
    void answersAClientThatHalfClosed();
    void sendsNoEndlessStreamToAClientThatHalfClosed_data();
    void sendsNoEndlessStreamToAClientThatHalfClosed();
    void survivesClientsThatLeave();
    void givesBodiesToSinks();
    void destroysTheSinkOfAnAbortedUpload();
    void refusesWhatASinkRefuses();
    void closesSlowHeads_data();
    void closesSlowHeads();
    void closesSlowBodies();
    void keepsSteadyBodies();
    void closesIdleConnections();

private:
    static void leave(const QByteArray &more, bool resets, qint64 &took);
};

void HttpWireTest::refusesAndCloses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    int number = 0;
    for (const auto &bad : test::malformedRequests())
        QTest::addRow("%d %s", ++number, bad.name.toPercentEncoding(" :/").constData())
            << bad.bytes << bad.status;
}

void HttpWireTest::refusesAndCloses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    const auto server = test::startServer();
    RawClient client(server->port());
    const auto reply = client.ask(bytes + get("/smuggled"));
    QVERIFY(reply.status == status || (status == 501 && reply.status == 400));
    QCOMPARE(reply.headers.value("connection"), "close");
    QVERIFY(client.waitForClose());
    QCOMPARE(client.buffer(), QByteArray());
}

void HttpWireTest::neverServesWhatCouldBeSmuggled()
{
    const auto server = test::startServer();
    for (const auto &bad : test::smugglingRequests()) {
        RawClient client(server->port());
        const auto reply = client.ask(bad.bytes + get("/smuggled"));
        QVERIFY2(reply.status >= 400, bad.name);
        QVERIFY2(client.waitForClose(), bad.name);
        QCOMPARE(client.buffer(), QByteArray());
    }
}

void HttpWireTest::explainsARefusal()
{
    const auto server = test::startServer();
    RawClient client(server->port());
    const auto reply = client.ask("GET / HTTP/9.9\r\n\r\n");
    const auto body = QJsonDocument::fromJson(reply.body).object();
    QCOMPARE(body[u"error"].toString(), u"version_not_supported");
    QVERIFY(body[u"message"].toString().endsWith(u'.'));
    QCOMPARE(reply.headers.value("content-type"), "application/json");
}

void HttpWireTest::readsBodies_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");

    const QByteArray chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    QTest::newRow("none") << get("/") << QByteArray("GET /\n");
    QTest::newRow("empty") << post("") << QByteArray("POST /\n");
    QTest::newRow("some") << post("abc") << QByteArray("POST /\nabc");
    QTest::newRow("bytes") << post(QByteArray("\0\r\n\xff", 4))
                           << QByteArray("POST /\n\0\r\n\xff", 11);
    QTest::newRow("large") << post(QByteArray(500000, 'x')) << "POST /\n" + QByteArray(500000, 'x');
    QTest::newRow("chunked") << chunked + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: t\r\n\r\n"
                             << QByteArray("POST /\nabcde");
    QTest::newRow("chunked, empty") << chunked + "0\r\n\r\n" << QByteArray("POST /\n");
    QTest::newRow("of a GET") << get("/", "Content-Length: 2\r\n") + "ab"
                              << QByteArray("GET /\nab");
}

void HttpWireTest::readsBodies()
{
    QFETCH(QByteArray, bytes);
    const auto server = test::startServer();
    RawClient client(server->port());
    QTEST(client.ask(bytes).body, "body");
    QTEST(client.ask(bytes).body, "body");
    if (bytes.size() > 1000)
        return;
    for (const char byte : bytes) {
        client.send(QByteArray(1, byte));
        QTest::qWait(1); // So that they arrive one by one.
    }
    QTEST(client.reply().body, "body");
}

void HttpWireTest::refusesLargeBodies_data()
{
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("announced") << QByteArray("Content-Length: 11\r\n\r\n");
    QTest::newRow("announced hugely")
        << QByteArray("Content-Length: 9223372036854775807\r\n\r\n0123456789");
    QTest::newRow("chunked") << QByteArray(
        "Transfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n5\r\n01234\r\n");
    QTest::newRow("announced, 100-continue")
        << QByteArray("Content-Length: 11\r\nExpect: 100-continue\r\n\r\n");
}

void HttpWireTest::refusesLargeBodies()
{
    QFETCH(QByteArray, bytes);
    test::Behaviour behaviour;
    behaviour.planBody = [](const net::Request &) { return net::BodyPlan{10, {}, {}}; };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    QCOMPARE(client.ask("POST / HTTP/1.1\r\nHost: a\r\n" + bytes).status, 413);
    QVERIFY(client.waitForClose());
}

void HttpWireTest::refusesLargeBodiesInThePlansWords_data()
{
    refusesLargeBodies_data();
}

void HttpWireTest::refusesLargeBodiesInThePlansWords()
{
    QFETCH(QByteArray, bytes);
    test::Behaviour behaviour;
    behaviour.planBody = [](const net::Request &) {
        net::BodyPlan plan{10, {}, {}};
        plan.tooLarge = [](const net::Request &head) {
            net::Response response;
            response.status = 413;
            response.body = "not for " + head.path;
            return response;
        };
        return plan;
    };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    const auto reply = client.ask("POST /here HTTP/1.1\r\nHost: a\r\n" + bytes);
    QCOMPARE(reply.status, 413);
    QCOMPARE(reply.body, "not for /here");
    QVERIFY(client.waitForClose());
}

void HttpWireTest::leavesRoomForTheBodiesOfOthers()
{
    Desk desk;
    const auto server = test::startServer(keeping(desk, 4 * MiB));
    RawClient first(server->port());
    first.send(post(QByteArray(2 * MiB, 'x')));
    QTRY_COMPARE(desk.count(), size_t(1));
    QCOMPARE(RawClient(server->port()).ask(post(QByteArray(2 * MiB, 'x'))).status, 503);

    QTcpSocket other;
    QVERIFY(other.bind(QHostAddress(QStringLiteral("127.0.0.2"))));
    other.connectToHost(QHostAddress::LocalHost, server->port());
    other.write(post(QByteArray(MiB / 2, 'x')));

    QTRY_COMPARE(desk.count(), size_t(2));
    desk.answerAll();
}

void HttpWireTest::leavesRoomForOrdinaryBodies()
{
    Desk desk;
    net::ServerSettings settings = test::patientSettings();
    settings.limits.proxies = *NetworkList::parse({QStringLiteral("127.0.0.0/8")});
    const auto server = test::startServer(keeping(desk, 4 * MiB), settings);
    std::vector<std::unique_ptr<RawClient>> clients;
    size_t taken = 0;
    do { // Until no long body has room.
        taken = clients.size();
        clients.push_back(std::make_unique<RawClient>(server->port()));
        clients.back()->send(post(QByteArray(MiB, 'x')));
        QTRY_VERIFY(desk.count() > taken || !clients.back()->buffer().isEmpty());
    } while (desk.count() > taken);
    QVERIFY(taken > 0);

    RawClient ordinary(server->port());
    ordinary.send(post(QByteArray(1000, 'x')));

    QTRY_COMPARE(desk.count(), taken + 1);
    desk.answerAll();
}

void HttpWireTest::keepsBodiesWithinTheirBudget_data()
{
    QTest::addColumn<bool>("hasWords");

    QTest::newRow("net's own words") << false;
    QTest::newRow("the plan's words") << true;
}

void HttpWireTest::keepsBodiesWithinTheirBudget()
{
    QFETCH(bool, hasWords);
    Desk desk;
    test::Behaviour behaviour = desk.behaviour();
    behaviour.planBody = [hasWords,
                          budget = std::make_shared<net::BodyBudget>(40)](const net::Request &) {
        net::BodyPlan plan{100, {}, {}};
        plan.budget = budget;
        if (hasWords)
            plan.noRoom = [](const net::Request &head) {
                return net::toResponse({503, "busy", "Not for " + head.path, 7});
            };
        return plan;
    };
    net::ServerSettings settings = test::patientSettings();
    settings.threads = 1; // Which gives room back before it takes in what comes after the answer.
    const auto server = test::startServer(behaviour, settings);
    RawClient first(server->port());
    first.send(post("0123456"));
    QTRY_COMPARE(desk.count(), size_t(1));
    const auto refused = RawClient(server->port()).ask(post("0123"));
    QCOMPARE(refused.status, 503);
    QCOMPARE(refused.headers.value("retry-after"), hasWords ? "7" : "5");
    QCOMPARE(refused.body.contains("Not for /"), hasWords);
    desk.answer("done");
    QCOMPARE(first.reply().body, "done");
    RawClient second(server->port());
    second.send(post("0123456789"));
    QTRY_COMPARE(desk.count(), size_t(2));
    desk.answer("done");
    QCOMPARE(second.reply().body, "done");
}

void HttpWireTest::continuesOnlyWhatIsPlanned()
{
    test::Behaviour behaviour;
    behaviour.planBody = [](const net::Request &head) {
        net::BodyPlan plan{10, {}, {}};
        if (head.path == "/no") {
            plan.refusal.emplace();
            plan.refusal->status = 403;
        }
        return plan;
    };
    const auto server = test::startServer(behaviour);
    const QByteArray fields = " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                              "Expect: 100-continue\r\n\r\n";
    RawClient client(server->port());
    QCOMPARE(client.ask("POST /yes" + fields).status, 100);
    QCOMPARE(client.ask("abc").body, "POST /yes\nabc");
    QCOMPARE(client.ask("POST /no" + fields).status, 403);
    QVERIFY(client.waitForClose());
}

void HttpWireTest::continuesNothingThatHasBegun()
{
    const auto server = test::startServer();
    const QByteArray head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                            "Expect: 100-continue\r\n\r\n";
    RawClient client(server->port());
    for (const char *begun : {"abc", "a"}) {
        client.send(head + begun);
        const auto reply = client.ask(QByteArray("abc").sliced(qstrlen(begun)));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, "POST /\nabc");
    }
}

void HttpWireTest::answersPipelinedRequestsInOrder()
{
    const auto server = test::startServer();
    RawClient client(server->port());
    client.send(get("/1") + post("two") + get("/3") + get("/4"));
    QCOMPARE(client.reply().body, "GET /1\n");
    QCOMPARE(client.reply().body, "POST /\ntwo");
    QCOMPARE(client.reply().body, "GET /3\n");
    QCOMPARE(client.reply().body, "GET /4\n");
}

void HttpWireTest::answersManyPipelinedRequests()
{
    constexpr int Count = 20000;
    const auto server = test::startServer();
    RawClient client(server->port());
    QByteArray requests;
    for (int i = 0; i < Count; ++i)
        requests += get('/' + QByteArray::number(i));
    client.send(requests);
    for (int i = 0; i < Count; ++i)
        QCOMPARE(client.reply().body, "GET /" + QByteArray::number(i) + '\n');
}

void HttpWireTest::keepsLaterRequestsWaiting()
{
    Desk desk;
    net::ServerSettings settings = test::patientSettings();
    settings.threads = 1; // Who is answered there is answered after all that came before.
    const auto server = test::startServer(desk.behaviour(), settings);
    RawClient client(server->port());
    client.send(get("/1") + get("/2"));
    client.send(get("/3"));
    for (size_t i = 1; i <= 3; ++i) {
        QTRY_COMPARE(desk.count(), i);
        QCOMPARE(RawClient(server->port()).ask("nonsense\r\n\r\n").status, 400);
        QCOMPARE(desk.count(), i);
        desk.answer(QByteArray::number(int(i)));
        QCOMPARE(client.reply().body, QByteArray::number(int(i)));
    }
}

void HttpWireTest::ignoresWhatFollowsAClose()
{
    const auto server = test::startServer();
    RawClient client(server->port());
    client.send(get("/1", "Connection: close\r\n") + get("/2"));
    const auto reply = client.reply();
    QCOMPARE(reply.body, "GET /1\n");
    QCOMPARE(reply.headers.value("connection"), "close");
    QVERIFY(client.waitForClose());
    QCOMPARE(client.buffer(), QByteArray());
}

void HttpWireTest::neverSendsABodyWhereNoneBelongs_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("length");

    QTest::newRow("HEAD") << QByteArray("HEAD") << 200 << QByteArray("5");
    QTest::newRow("HEAD 404") << QByteArray("HEAD") << 404 << QByteArray("5");
    QTest::newRow("204") << QByteArray("GET") << 204 << QByteArray();
    QTest::newRow("304") << QByteArray("GET") << 304 << QByteArray();
}

void HttpWireTest::neverSendsABodyWhereNoneBelongs()
{
    QFETCH(QByteArray, method);
    QFETCH(int, status);
    test::Behaviour behaviour;
    behaviour.handle = [status](net::Request request, net::Reply reply) {
        net::Response response;
        response.status = request.path == "/next" ? 200 : status;
        response.body = "12345";
        if (request.path == "/source")
            response.source = std::make_unique<PatternSource>(5, 5);
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    for (const QByteArray path : {"/body", "/source"}) {
        client.send(method + ' ' + path + " HTTP/1.1\r\nHost: a\r\n\r\n" + get("/next"));
        const auto reply = client.reply(true);
        QCOMPARE(reply.status, status);
        QTEST(reply.headers.value("content-length"), "length");
        QCOMPARE(client.reply().body, "12345");
    }
}

void HttpWireTest::speaksHttp10()
{
    const auto server = test::startServer();
    RawClient closing(server->port());
    auto reply = closing.ask("GET / HTTP/1.0\r\n\r\n");
    QCOMPARE(reply.body, "GET /\n");
    QCOMPARE(reply.headers.value("connection"), "close");
    QVERIFY(closing.waitForClose());

    RawClient keeping(server->port());
    for (int i = 0; i < 2; ++i) {
        reply = keeping.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        QCOMPARE(reply.body, "GET /\n");
        QCOMPARE(reply.headers.value("connection"), "keep-alive");
    }
}

void HttpWireTest::answersFromAnotherThread()
{
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request, net::Reply reply) {
        std::thread([late = std::move(reply)]() mutable {
            net::Response response;
            response.body = "late";
            late.send(std::move(response));
        }).detach();
    };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    for (int i = 0; i < 100; ++i)
        QCOMPARE(client.ask(get("/")).body, "late");
}

void HttpWireTest::answersWhatWasDropped()
{
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request, net::Reply) {};
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    QCOMPARE(client.ask(get("/")).status, 500);
    QCOMPARE(client.ask(get("/")).status, 500);
}

void HttpWireTest::leavesOutHeadersThatBreakTheFraming()
{
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request, net::Reply reply) {
        net::Response response;
        response.body = "12345";
        response.headers = {{"x-evil", "a\r\nSet-Cookie: b"},
                            {"x evil", "a"},
                            {"x-nul", {"\0", 1}},
                            {"content-length", "3"},
                            {"transfer-encoding", "chunked"},
                            {"connection", "upgrade"},
                            {"x-good", "gr\xc3\xbc\xc3\x9f"}};
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    for (int i = 0; i < 3; ++i)
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("response header was left out")));
    const auto reply = client.ask(get("/"));
    QCOMPARE(reply.body, "12345");
    QCOMPARE(reply.headers.size(), 3);
    QCOMPARE(reply.headers.value("x-good"), "gr\xc3\xbc\xc3\x9f");
    QCOMPARE(client.buffer(), QByteArray());
}

void HttpWireTest::addsDefaultHeaders()
{
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request, net::Reply reply) {
        net::Response response;
        response.headers.add("x-frame-options", "DENY");
        reply.send(std::move(response));
    };
    net::ServerSettings settings = test::patientSettings();
    settings.defaultHeaders = {{"x-frame-options", "SAMEORIGIN"},
                               {"referrer-policy", "no-referrer"}};
    const auto server = test::startServer(behaviour, settings);
    RawClient client(server->port());
    auto reply = client.ask(get("/"));
    QCOMPARE(reply.headers.value("x-frame-options"), "DENY");
    QCOMPARE(reply.headers.value("referrer-policy"), "no-referrer");
    reply = client.ask("nonsense\r\n\r\n");
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.headers.value("x-frame-options"), "SAMEORIGIN");
}

void HttpWireTest::streamsASource()
{
    static constexpr qint64 Size = 20 << 20;
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request, net::Reply reply) {
        net::Response response;
        response.source = std::make_unique<PatternSource>(Size, Size);
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    for (int i = 0; i < 2; ++i)
        QCOMPARE(client.ask(get("/")).body, QByteArray(Size, 'p'));
}

void HttpWireTest::closesWhenASourceRunsDry()
{
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request, net::Reply reply) {
        net::Response response;
        response.source = std::make_unique<PatternSource>(10, 20);
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    QCOMPARE(client.ask(get("/")).status, 0);
    QVERIFY(!client.isConnected());
}

void HttpWireTest::sendsInChunksWhatNobodyKnowsTheLengthOf_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("keepsOn");

    QTest::newRow("HTTP/1.1") << QByteArray("1.1")
                              << QByteArray("5\r\ntick \r\n5\r\ntick \r\n0\r\n\r\n") << true;
    QTest::newRow("HTTP/1.0") << QByteArray("1.0") << QByteArray("tick tick ") << false;
}

void HttpWireTest::sendsInChunksWhatNobodyKnowsTheLengthOf()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, keepsOn);
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request, net::Reply reply) {
        net::Response response;
        response.source = std::make_unique<TickingSource>(2, nullptr, net::BodySource::Untold);
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    client.send("GET / HTTP/" + version + "\r\nHost: test\r\n\r\n");
    const QByteArray head = readHead(client);
    QCOMPARE(head.contains("\r\ntransfer-encoding: chunked\r\n"), keepsOn);
    QVERIFY(!head.contains("content-length"));
    QCOMPARE(client.read(bytes.size()), bytes);
    if (!keepsOn) {
        QVERIFY(client.waitForClose());
        return;
    }
    client.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n");
    QCOMPARE(client.reply(true).status, 200);
}

void HttpWireTest::leavesOutTheLastChunkOfWhatIsNotWhole()
{
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request, net::Reply reply) {
        net::Response response;
        response.source = std::make_unique<TickingSource>(2, nullptr, net::BodySource::Untold,
                                                          TickingSource::End::Failure);
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    client.send(get("/"));
    QVERIFY(client.waitForClose());
    QVERIFY(client.buffer().contains("5\r\ntick \r\n"));
    QVERIFY(!client.buffer().contains("\r\n0\r\n"));
}

void HttpWireTest::sendsAStreamAsItComes()
{
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request, net::Reply reply) {
        net::Response response;
        response.source = std::make_unique<TickingSource>(3, nullptr);
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    const auto reply = client.ask(get("/"));
    QCOMPARE(reply.status, 200);
    QVERIFY(!reply.headers.contains("content-length"));
    QCOMPARE(reply.headers.value("connection"), QByteArray("close"));
    QCOMPARE(client.read(15), QByteArray("tick tick tick "));
    QTRY_VERIFY(!client.isConnected());
}

void HttpWireTest::letsAStreamGoWithItsClient()
{
    std::atomic<int> alive = 0;
    test::Behaviour behaviour;
    behaviour.handle = [&alive](net::Request, net::Reply reply) {
        net::Response response;
        response.source = std::make_unique<TickingSource>(1'000'000, &alive);
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour);
    {
        RawClient client(server->port());
        client.send(get("/"));
        QTRY_COMPARE(alive.load(), 1);
    }
    QTRY_COMPARE(alive.load(), 0);
}

void HttpWireTest::sendsLargeBodiesFromMemory()
{
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request request, net::Reply reply) {
        net::Response response;
        response.body = QByteArray(request.query.toLongLong(), 'x');
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    for (const qsizetype size : {16 << 10, (16 << 10) + 1, 256 << 10, (256 << 10) + 1, 5 << 20})
        QCOMPARE(client.ask(get("/?" + QByteArray::number(size))).body, QByteArray(size, 'x'));
}

void HttpWireTest::keepsLongAnswersWithinTheirBudget()
{
    constexpr qint64 Long = 32 << 20; // More than the kernel takes of somebody who does not read.
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request request, net::Reply reply) {
        net::Response response;
        response.headers.add("x-request-id", "r7");
        response.body = QByteArray(request.path == "/long" ? Long : 100 << 10, 'x');
        reply.send(std::move(response));
    };
    net::ServerSettings settings = test::patientSettings();
    settings.longAnswers = Long + (1 << 20);
    const auto server = test::startServer(behaviour, settings);
    RawClient slow(server->port());
    slow.socket().setReadBufferSize(1);
    slow.send(get("/long"));
    QTRY_VERIFY(slow.socket().bytesAvailable() > 0);

    RawClient other(server->port());
    const auto refused = other.ask(get("/long"));
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.body.startsWith(R"({"error":"busy")"));
    QCOMPARE(refused.headers.value("retry-after"), "5");
    QCOMPARE(refused.headers.value("x-request-id"), "r7");
    QCOMPARE(other.ask(get("/short")).status, 200);
    QCOMPARE(other.ask("HEAD /long HTTP/1.1\r\nHost: test\r\n\r\n").status, 200);

    slow.socket().setReadBufferSize(0);
    QCOMPARE(slow.reply().body.size(), Long);
    QCOMPARE(other.ask(get("/long")).body.size(), Long);
}

void HttpWireTest::tellsTheHandlerThatTheClientLeft_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<bool>("resets");

    QTest::newRow("closes") << QByteArray() << false;
    QTest::newRow("resets") << QByteArray() << true;
    QTest::newRow("closes after another request") << get("/2") << false;
    QTest::newRow("closes after much more") << QByteArray(30 << 10, 'x') << false;
}

void HttpWireTest::tellsTheHandlerThatTheClientLeft()
{
    QFETCH(QByteArray, more);
    QFETCH(bool, resets);
    qint64 took = 0;
    const auto isOnTime = [&] {
        leave(more, resets, took);
        return took < 200 || QTest::currentTestFailed();
    };
    QVERIFY2(test::onceInTenTries(isOnTime), "It takes too long to notice.");
}

//! \param took milliseconds until the handler knew.
void HttpWireTest::leave(const QByteArray &more, bool resets, qint64 &took)
{
    std::atomic<bool> wasTold = false;
    std::atomic<bool> isHandling = false;
    std::atomic<bool> isLeaving = false;
    net::Reply pending;
    test::Behaviour behaviour;
    behaviour.handle = [&](net::Request, net::Reply reply) {
        if (isHandling)
            return;
        reply.onAbort([&] {
            isLeaving = pending.isLeaving();
            wasTold = true;
        });
        pending = std::move(reply);
        isHandling = true;
    };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    client.send(get("/1"));
    QTRY_VERIFY(isHandling);
    client.send(more);
    QTRY_COMPARE(client.socket().bytesToWrite(), 0);
    QElapsedTimer timer;
    timer.start();
    const linger atOnce{resets, 0}; // Closing resets the connection.
    ::setsockopt(int(client.socket().socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce,
                 sizeof atOnce);
    client.socket().abort();
    QTRY_VERIFY(wasTold);
    took = timer.elapsed();
    QVERIFY(isLeaving);
    QVERIFY(!resets || !pending.isWaiting());
    pending.send({});
    QTRY_COMPARE(server->connectionCount(), 0);
}

void HttpWireTest::answersAClientThatHalfClosed()
{
    Desk desk;
    const auto server = test::startServer(desk.behaviour());
    RawClient client(server->port());
    client.send(get("/1") + get("/2"));
    QTRY_COMPARE(desk.count(), size_t(1));
    ::shutdown(int(client.socket().socketDescriptor()), SHUT_WR);
    QTRY_VERIFY(desk.last().isLeaving());
    QVERIFY(desk.last().isWaiting());
    desk.answer("first");
    QCOMPARE(client.reply().body, "first");
    QTRY_COMPARE(desk.count(), size_t(2));
    desk.answer("second");
    QCOMPARE(client.reply().body, "second");
    QVERIFY(client.waitForClose());
}

void HttpWireTest::sendsNoEndlessStreamToAClientThatHalfClosed_data()
{
    QTest::addColumn<bool>("isStreaming");

    QTest::newRow("before the answer") << false;
    QTest::newRow("after it") << true;
}

void HttpWireTest::sendsNoEndlessStreamToAClientThatHalfClosed()
{
    QFETCH(bool, isStreaming);
    Desk desk;
    const auto server = test::startServer(desk.behaviour());
    RawClient client(server->port());
    client.send(get("/"));
    QTRY_COMPARE(desk.count(), size_t(1));
    const auto descriptor = int(client.socket().socketDescriptor());
    if (!isStreaming) {
        ::shutdown(descriptor, SHUT_WR);
        QTRY_VERIFY(desk.last().isLeaving());
    }
    net::Response stream;
    stream.source = std::make_unique<PatternSource>(5, net::BodySource::Endless);
    desk.last().send(std::move(stream));
    QVERIFY(readHead(client).startsWith("HTTP/1.1 200"));
    QCOMPARE(client.read(5), "ppppp");
    if (isStreaming)
        ::shutdown(descriptor, SHUT_WR);
    QVERIFY(client.waitForClose());
    QTRY_COMPARE(server->connectionCount(), 0);
}

void HttpWireTest::survivesClientsThatLeave()
{
    Desk desk;
    const auto server = test::startServer(desk.behaviour());
    for (int i = 0; i < 100; ++i) {
        const size_t before = desk.count();
        RawClient client(server->port());
        client.send(get("/1") + get("/2"));
        if (i % 2) // Some leave before their request is read, some while it is handled.
            QTRY_VERIFY(desk.count() > before);
        client.socket().abort();
    }
    QTRY_VERIFY((desk.answerAll(), server->connectionCount() == 0));
}

namespace {

struct FileSink : net::BodySink
{
    QFile file;
    std::atomic<int> &unfinished;
    bool isFinished = false;

    FileSink(const QString &path, std::atomic<int> &count)
        : file(path)
        , unfinished(count)
    {
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file");
    }
    FileSink(const FileSink &) = delete;
    FileSink &operator=(const FileSink &) = delete;
    ~FileSink() override
    {
        if (!isFinished)
            ++unfinished;
    }
    std::optional<net::Response> write(QByteArrayView piece) override
    {
        if (piece.contains("forbidden")) {
            net::Response refusal;
            refusal.status = 422;
            return refusal;
        }
        file.write(piece.data(), piece.size());
        return {};
    }
    std::optional<net::Response> finished() override
    {
        isFinished = true;
        file.close();
        return {};
    }
};

test::Behaviour uploading(const QString &path, std::atomic<int> &unfinished)
{
    test::Behaviour behaviour;
    behaviour.planBody = [&unfinished, path](const net::Request &) {
        return net::BodyPlan{1LL << 30, std::make_shared<FileSink>(path, unfinished), {}};
    };
    behaviour.handle = [](net::Request request, net::Reply reply) {
        net::Response response;
        response.body = request.sink && request.body.isEmpty() ? "stored" : "empty";
        reply.send(std::move(response));
    };
    return behaviour;
}

} // namespace

void HttpWireTest::givesBodiesToSinks()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("upload"));
    std::atomic<int> unfinished = 0;
    const auto server = test::startServer(uploading(path, unfinished));
    RawClient client(server->port());
    const QByteArray body = QByteArray("0123456789abcdef").repeated(100000);
    QCOMPARE(client.ask(post(body)).body, "stored");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() == body);
    QCOMPARE(unfinished, 0);
    QCOMPARE(client.ask(get("/")).body, "empty");
}

void HttpWireTest::destroysTheSinkOfAnAbortedUpload()
{
    QTemporaryDir directory;
    std::atomic<int> unfinished = 0;
    const auto server =
        test::startServer(uploading(directory.filePath(QStringLiteral("upload")), unfinished));
    {
        RawClient client(server->port());
        client.send(post(QByteArray(100000, 'x')).chopped(1));
        QTRY_COMPARE(client.socket().bytesToWrite(), 0);
    }
    QTRY_COMPARE(unfinished, 1);
}

void HttpWireTest::refusesWhatASinkRefuses()
{
    QTemporaryDir directory;
    std::atomic<int> unfinished = 0;
    const auto server =
        test::startServer(uploading(directory.filePath(QStringLiteral("upload")), unfinished));
    RawClient client(server->port());
    QCOMPARE(client.ask(post("forbidden" + QByteArray(100000, 'x'))).status, 422);
    QVERIFY(client.waitForClose());
    QTRY_COMPARE(unfinished, 1);
}

void HttpWireTest::closesSlowHeads_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<int>("status");

    QTest::newRow("silent") << QByteArray() << 0;
    QTest::newRow("half a line") << QByteArray("GET / HT") << 408;
    QTest::newRow("half a head") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n") << 408;
}

void HttpWireTest::closesSlowHeads()
{
    QFETCH(QByteArray, start);
    QFETCH(int, status);
    net::ServerSettings settings = test::patientSettings();
    settings.limits.head = 500ms;
    const auto server = test::startServer({}, settings);
    int answered = 0;
    qint64 shortest = std::numeric_limits<qint64>::max();
    const auto isOnTime = [&] {
        QElapsedTimer timer;
        timer.start();
        RawClient client(server->port());
        client.send(start);
        const auto isAnswered = [&client] { return !client.buffer().isEmpty(); };
        while (status && !isAnswered() && timer.elapsed() < 1500) {
            client.send("x"); // Bytes that trickle in do not prolong it.
            std::ignore = test::waitUntil(isAnswered, 50ms);
        }
        answered = client.reply().status; // 0 if it was held up before it had sent anything.
        const bool isClosed = client.waitForClose();
        shortest = std::min(shortest, timer.elapsed());
        return isClosed && answered == status && timer.elapsed() < 1500;
    };
    QVERIFY2(test::onceInTenTries(isOnTime),
             qPrintable(QStringLiteral("%1 after %2 ms").arg(answered).arg(shortest)));
    QVERIFY(shortest >= 500);
}

void HttpWireTest::closesSlowBodies()
{
    net::ServerSettings settings = test::patientSettings();
    settings.limits.bodyWindow = 300ms;
    settings.limits.bodyRate = 1000;
    const auto server = test::startServer({}, settings);
    RawClient client(server->port());
    QElapsedTimer timer;
    timer.start();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"
                + QByteArray(400, 'x'));
    // The first window passes, the second does not.
    QCOMPARE(client.reply().status, 408);
    QVERIFY(timer.elapsed() >= 600);
    QVERIFY(client.waitForClose());
}

void HttpWireTest::keepsSteadyBodies()
{
    net::ServerSettings settings = test::patientSettings();
    settings.limits.bodyWindow = 2500ms; // A busy machine may hold the client up for a while.
    settings.limits.bodyRate = 1000;
    const auto server = test::startServer({}, settings);
    RawClient client(server->port());
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n");
    for (int i = 0; i < 70; ++i) {
        client.send(QByteArray(1000, 'x'));
        QTest::qWait(50); // The pace is what is tested.
    }
    QCOMPARE(client.reply().status, 200);
}

void HttpWireTest::closesIdleConnections()
{
    net::ServerSettings settings = test::patientSettings();
    settings.limits.keepAlive = 400ms;
    const auto server = test::startServer({}, settings);
    qint64 shortest = std::numeric_limits<qint64>::max();
    const auto isOnTime = [&] {
        RawClient client(server->port());
        QElapsedTimer timer;
        timer.start();
        const bool isServed = client.ask(get("/")).status == 200;
        const bool isClosed = client.waitForClose() && client.buffer().isEmpty();
        shortest = std::min(shortest, timer.elapsed());
        return isServed && isClosed && timer.elapsed() < 1400;
    };
    QVERIFY2(test::onceInTenTries(isOnTime), qPrintable(QString::number(shortest)));
    QVERIFY(shortest >= 390);
}

QTEST_GUILESS_MAIN(HttpWireTest)
#include "tst_httpwire.moc"
