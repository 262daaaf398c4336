// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/hop.h"
#include "server/transport/http/endpointpart.h"
#include "tests/support/collectedreply.h"
#include "tests/support/endpointfixture.h"
#include "tests/support/patience.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

//! Tells what reached the handler.
QCoro::Task<Result<Answer>> tell(Call call)
{
    QJsonObject seen = call.params;
    seen.insert(u"user"_s, call.caller.user.toString());
    seen.insert(u"address"_s, call.caller.address.toString());
    seen.insert(u"agent"_s, call.caller.userAgent);
    seen.insert(u"request"_s, QString::fromLatin1(call.requestId));
    seen.insert(u"origin"_s, call.origin);
    seen.insert(u"refreshToken"_s, QString::fromUtf8(call.cookies.value("refreshToken")));
    co_return Answer{seen, Answer::Outcome::Created};
}

QCoro::Task<Result<Answer>> tellLater(Call call)
{
    auto hop = Hop<int>(
        [](Hop<int>::Completion &completion) { completion.home().post(completion.finish(1)); });
    co_await hop;
    auto told = co_await tell(std::move(call));
    co_return told;
}

QCoro::Task<Result<Answer>> null(Call)
{
    co_return Answer{QJsonValue(QJsonValue::Null)};
}

const Schema anyName{{"name"_L1, Field::Type::String, Field::Need::Optional},
                     {"count"_L1, Field::Type::Integer, Field::Need::Optional},
                     {"id"_L1}};

QList<Endpoint> rows()
{
    const auto row = [](QLatin1String name, Method method, QLatin1String path, Access access,
                        Handler handler, const Schema &schema) {
        return Endpoint{name, method, path, {}, access, Cost::Write, schema, std::move(handler)};
    };
    Endpoint picture =
        row("things.picture"_L1, Method::Post, "/pictures"_L1, Access::User, tell, {});
    picture.fileField = "image"_L1;
    Endpoint avatar =
        row("things.avatar"_L1, Method::Post, "/avatars"_L1, Access::Public, tell, {});
    avatar.fileField = "image"_L1;
    Endpoint deaf =
        row("things.deaf"_L1, Method::Post, "/deaf/{id}"_L1, Access::Public, tell, anyName);
    deaf.body = Endpoint::Body::Ignored;
    return {
        deaf,
        picture,
        avatar,
        row("things.put"_L1, Method::Put, "/things/{id}"_L1, Access::User, tell, anyName),
        row("things.get"_L1, Method::Get, "/things/{id}"_L1, Access::User, tell, anyName),
        row("things.later"_L1, Method::Post, "/later/{id}"_L1, Access::User, tellLater, anyName),
        row("things.null"_L1, Method::Get, "/null"_L1, Access::Public, null, {}),
        row("things.open"_L1, Method::Post, "/open/{id}"_L1, Access::Public, tell, anyName),
    };
}

struct Fixture : test::EndpointFixture
{
    explicit Fixture(RateSettings rates = {})
        : EndpointFixture(rows(), std::move(rates))
    {}

    net::Response answer(net::Request request)
    {
        test::CollectedReply collected;
        EndpointPart(context).handle(std::move(request), collected.reply());
        return collected.isThere() ? collected.take() : net::Response{0, {}, {}, {}, false};
    }
};

net::Request request(const QByteArray &method, const QByteArray &path,
                     const net::Headers &headers = {}, const QByteArray &body = {})
{
    net::Request made;
    made.method = method;
    const qsizetype mark = path.indexOf('?');
    made.path = mark < 0 ? path : path.first(mark);
    made.query = mark < 0 ? QByteArray() : path.sliced(mark + 1);
    made.headers = headers;
    made.headers.add("x-request-id", "r7");
    made.body = body;
    made.peer.address = QHostAddress(u"192.0.2.1"_s);
    return made;
}

const net::Header alice{"authorization", "Bearer alice"};
const net::Header json{"content-type", "application/json; charset=utf-8"};

QJsonObject objectOf(const net::Response &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

} // namespace

class EndpointPartTest : public QObject
{
    Q_OBJECT

private slots:
    void mergesPathBodyAndQuery();
    void tellsTheHandlerWhoAsks();
    void believesOnlyTrustedProxies();
    void refuses_data();
    void refuses();
    void ignoresABodyThatSaysNothing_data();
    void ignoresABodyThatSaysNothing();
    void answersWhatNoRowDoes_data();
    void answersWhatNoRowDoes();
    void answersLater();
    void writesNothingForAClientThatHasGone();
    void servesHeadByGet();
    void answersScalars();
    void saysHowLongToWait();
    void refusesAFileOverTheBudgetUnread();
    void plansBodies_data();
    void plansBodies();
    void planKeepsNothingForStrangers();
    void countsWhatIsKeptInMemory();
    void countsWhatItRefuses();
    void logsAndCountsUploadsThatCannotBeStored();

private:
    Mailbox m_mailbox;
};

void EndpointPartTest::mergesPathBodyAndQuery()
{
    Fixture f;
    const auto response = f.answer(request("PUT", "/things/7?name=query&count=3&id=8&x=1",
                                           {alice, json}, R"({"name":"body","id":"9"})"));
    QCOMPARE(response.status, 201);
    QCOMPARE(response.headers.value("content-type"), QByteArray("application/json; charset=utf-8"));
    QCOMPARE(response.headers.value("cache-control"), QByteArray("no-store"));
    const QJsonObject seen = objectOf(response);
    QCOMPARE(seen[u"id"_s], QJsonValue(u"7"_s));
    QCOMPARE(seen[u"name"_s], QJsonValue(u"body"_s));
    QCOMPARE(seen[u"count"_s], QJsonValue(3));
    QVERIFY(!seen.contains(u"x"_s));
}

void EndpointPartTest::tellsTheHandlerWhoAsks()
{
    Fixture f;
    const auto response = f.answer(request("GET", "/things/7",
                                           {alice,
                                            {"user-agent", "test/1"},
                                            {"host", "chat.example.org"},
                                            {"cookie", "refreshToken=r"}}));
    const QJsonObject seen = objectOf(response);
    QCOMPARE(seen[u"user"_s], QJsonValue(u"1"_s));
    QCOMPARE(seen[u"address"_s], QJsonValue(u"192.0.2.1"_s));
    QCOMPARE(seen[u"agent"_s], QJsonValue(u"test/1"_s));
    QCOMPARE(seen[u"request"_s], QJsonValue(u"r7"_s));
    QCOMPARE(seen[u"origin"_s], QJsonValue(u"http://chat.example.org"_s));
    QCOMPARE(seen[u"refreshToken"_s], QJsonValue(u"r"_s));
}

void EndpointPartTest::believesOnlyTrustedProxies()
{
    Fixture f;
    const net::Request said =
        request("GET", "/things/7",
                {alice, {"x-forwarded-for", "1.2.3.4"}, {"x-forwarded-for", "198.51.100.7"}});
    QCOMPARE(objectOf(f.answer(said))[u"address"_s], QJsonValue(u"192.0.2.1"_s));
    f.rules.replace({.proxies = *NetworkList::parse({u"192.0.2.0/24"_s})});
    test::CollectedReply collected;
    EndpointPart(f.context).handle(said, collected.reply());
    QCOMPARE(objectOf(collected.take())[u"address"_s], QJsonValue(u"198.51.100.7"_s));
}

void EndpointPartTest::refuses_data()
{
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");

    const QByteArray good("Bearer alice");
    const QByteArray text("application/json");
    const auto add = [](const char *row, const QByteArray &authorization, const QByteArray &type,
                        const QByteArray &body, int status, const QString &code) {
        QTest::newRow(row) << authorization << type << body << status << code;
    };
    add("no token", {}, text, "{}", 401, u"authentication_required"_s);
    add("another scheme", "Basic YTpi", text, "{}", 401, u"authentication_required"_s);
    add("a bad token", "Bearer eve", text, "{}", 401, u"invalid_token"_s);
    add("an expired token", "bearer late", text, "{}", 401, u"token_expired"_s);
    add("no token before a bad body", {}, "text/plain", "{", 401, u"authentication_required"_s);
    add("a body that is not JSON", good, "text/plain", "{}", 415, u"unsupported_type"_s);
    add("a body of no type", good, {}, "{}", 415, u"unsupported_type"_s);
    add("a form", good, "multipart/form-data; boundary=x", "--x--", 415, u"unsupported_type"_s);
    add("an array", good, text, "[]", 400, u"invalid_input"_s);
    add("a field of the wrong type", good, text, R"({"count":"3"})", 400, u"invalid_input"_s);
    add("a form of text", good, "application/x-www-form-urlencoded", "name=x&count=3", 201, {});
    add("an empty body", good, {}, {}, 201, {});
    add("a blank body", good, text, " \n", 201, {});
    add("a JSON dialect", good, "application/merge-patch+json", "{}", 201, {});
}

void EndpointPartTest::refuses()
{
    QFETCH(QByteArray, authorization);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, code);
    net::Headers headers;
    if (!authorization.isEmpty())
        headers.add("authorization", authorization);
    if (!type.isEmpty())
        headers.add("content-type", type);
    Fixture f;

    const auto response = f.answer(request("PUT", "/things/7", headers, body));

    QCOMPARE(response.status, status);
    QCOMPARE(objectOf(response)[u"error"_s].toString(), code);
    QCOMPARE(response.headers.contains("www-authenticate"), status == 401);
    if (!code.isEmpty())
        QCOMPARE(objectOf(response)[u"dialect"_s], QJsonValue(u"one"_s));
}

void EndpointPartTest::ignoresABodyThatSaysNothing_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("none") << QByteArray() << QByteArray();
    QTest::newRow("a form") << QByteArray("application/x-www-form-urlencoded")
                            << QByteArray("List-Unsubscribe=One-Click&name=x");
    QTest::newRow("a form in parts")
        << QByteArray("multipart/form-data; boundary=x") << QByteArray("--x--");
    QTest::newRow("nothing that is known") << QByteArray("text/plain") << QByteArray("{");
}

void EndpointPartTest::ignoresABodyThatSaysNothing()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    Fixture f;
    const auto response =
        f.answer(request("POST", "/deaf/7?count=3", {{"content-type", type}}, body));
    QCOMPARE(response.status, 201);
    const QJsonObject seen = objectOf(response);
    QCOMPARE(seen[u"id"_s].toString(), u"7"_s);
    QCOMPARE(seen[u"count"_s].toInt(), 3);
    QVERIFY(!seen.contains(u"name"_s));
}

void EndpointPartTest::answersWhatNoRowDoes_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allow");

    QTest::newRow("no such path") << QByteArray("GET") << QByteArray("/none") << 404
                                  << QByteArray();
    QTest::newRow("no such path of the dialect's")
        << QByteArray("GET") << QByteArray("/things/7/parts") << 404 << QByteArray();
    QTest::newRow("no such method") << QByteArray("DELETE") << QByteArray("/things/7") << 405
                                    << QByteArray("GET, HEAD, PUT, OPTIONS");
    QTest::newRow("no such method at all")
        << QByteArray("TRACE") << QByteArray("/later/7") << 405 << QByteArray("POST, OPTIONS");
    QTest::newRow("options") << QByteArray("OPTIONS") << QByteArray("/things/7") << 204
                             << QByteArray("GET, HEAD, PUT, OPTIONS");
    QTest::newRow("options of nothing")
        << QByteArray("OPTIONS") << QByteArray("/none") << 404 << QByteArray();
    QTest::newRow("options of everything")
        << QByteArray("OPTIONS") << QByteArray("*") << 204
        << QByteArray("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
}

void EndpointPartTest::answersWhatNoRowDoes()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    QFETCH(QByteArray, allow);
    Fixture f;

    const auto response = f.answer(request(method, path));

    QCOMPARE(response.status, status);
    QCOMPARE(response.headers.value("allow"), allow);
    QCOMPARE(response.body.isEmpty(), status == 204);
    const bool isNobodys = path == "/none";
    if (status != 204)
        QCOMPARE(objectOf(response)[u"dialect"_s], QJsonValue(isNobodys ? u"system"_s : u"one"_s));
}

void EndpointPartTest::answersLater()
{
    Fixture f;
    test::CollectedReply collected;
    EndpointPart(f.context).handle(request("POST", "/later/7", {alice}), collected.reply());
    QVERIFY(!collected.isThere());
    QTRY_VERIFY(collected.isThere());
    QCOMPARE(collected.take().status, 201);
}

void EndpointPartTest::writesNothingForAClientThatHasGone()
{
    Fixture f;
    test::CollectedReply collected;
    EndpointPart(f.context).handle(request("POST", "/later/7", {alice}), collected.reply());
    collected.hangUp();
    // Dropped without an answer, a reply answers 500 of its own: to nobody, here.
    QTRY_VERIFY(collected.isThere());
    QCOMPARE(collected.take().status, 500);
}

void EndpointPartTest::servesHeadByGet()
{
    Fixture f;
    const auto get = f.answer(request("GET", "/things/7", {alice}));
    const auto head = f.answer(request("HEAD", "/things/7", {alice}));
    QCOMPARE(head.status, get.status);
    QCOMPARE(head.headers.value("etag"), get.headers.value("etag"));
    QCOMPARE(head.body, get.body); // The connection leaves it out.
}

void EndpointPartTest::answersScalars()
{
    Fixture f;
    const auto response = f.answer(request("GET", "/null"));
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, QByteArray("null"));
}

void EndpointPartTest::saysHowLongToWait()
{
    RateSettings rates;
    rates.perAccount[size_t(Cost::Write)] = {0.1, 2};
    Fixture f(rates);
    f.answer(request("GET", "/things/7", {alice}));
    f.answer(request("GET", "/things/7", {alice}));
    const auto third = f.answer(request("GET", "/things/7", {alice}));
    QCOMPARE(third.status, 429);
    QCOMPARE(third.headers.value("retry-after"), QByteArray("10"));
    QCOMPARE(third.headers.value("ratelimit-limit"), QByteArray("2"));
    QCOMPARE(third.headers.value("ratelimit-remaining"), QByteArray("0"));
    QCOMPARE(third.headers.value("ratelimit-reset"), QByteArray("10"));
    QCOMPARE(objectOf(third)[u"error"_s], QJsonValue(u"rate_limited"_s));
}

void EndpointPartTest::refusesAFileOverTheBudgetUnread()
{
    RateSettings rates;
    rates.perAccount[size_t(Cost::Write)] = {0.1, 2};
    Fixture f(rates);
    const auto form =
        request("POST", "/pictures", {alice, {"content-type", "multipart/form-data; boundary=x"}});
    for (int i = 0; i < 2; ++i) { // Each takes one of the two, and only one.
        net::BodyPlan plan = EndpointPart(f.context).planBody(form);
        QVERIFY(!plan.refusal);
        plan.sink->write("--x\r\nContent-Disposition: form-data; name=\"image\"; "
                         "filename=\"a\"\r\n\r\na\r\n--x--\r\n");
        QVERIFY(!plan.sink->finished());
        net::Request whole = form;
        whole.sink = plan.sink;
        QCOMPARE(f.answer(whole).status, 201);
    }
    const auto third = EndpointPart(f.context).planBody(form);
    QVERIFY(third.refusal);
    QCOMPARE(third.refusal->status, 429);
    QCOMPARE(third.refusal->headers.value("retry-after"), "10");
}

void EndpointPartTest::plansBodies_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("length");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<int>("refusal");

    const auto add = [](const char *row, const char *method, const char *path, const char *length,
                        qint64 limit, int refusal, const char *type = "application/json") {
        QTest::newRow(row) << QByteArray(method) << QByteArray(path) << QByteArray(length)
                           << QByteArray(type) << limit << refusal;
    };
    const char *const form = "multipart/form-data; boundary=x";
    add("JSON with a picture", "POST", "/pictures", "52428800", 50 << 20, 0);
    add("too much JSON with a picture", "POST", "/pictures", "52428801", 0, 413);
    add("chunked JSON with a picture", "POST", "/pictures", "", 50 << 20, 0);
    add("a stranger's JSON with a picture", "POST", "/avatars", "8388608", 8 << 20, 0);
    add("too much of a stranger's", "POST", "/avatars", "8388609", 0, 413);
    add("a form with a picture", "POST", "/pictures", "1000", 27000832, 0, form);
    add("too long a form", "POST", "/pictures", "27000833", 0, 413, form);
    add("a form without a boundary", "POST", "/pictures", "10", 0, 415, "multipart/form-data");
    add("the bare picture", "POST", "/pictures", "10", 0, 415, "image/png");
    add("JSON", "PUT", "/things/7", "1048576", 1 << 20, 0);
    add("JSON for all", "POST", "/open/7", "65536", 64 << 10, 0);
    add("too much JSON for all", "POST", "/open/7", "65537", 0, 413);
    add("too much JSON", "PUT", "/things/7", "1048577", 0, 413);
    add("chunked", "PUT", "/things/7", "", 1 << 20, 0);
    add("with a GET", "GET", "/things/7", "100", 16 << 10, 0);
    add("much with a GET", "GET", "/things/7", "16385", 0, 413);
    add("to nothing", "POST", "/none", "5", 0, 404);
    add("with the wrong method", "POST", "/things/7", "5", 0, 405);
}

void EndpointPartTest::plansBodies()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, length);
    QFETCH(QByteArray, type);
    QFETCH(qint64, limit);
    QFETCH(int, refusal);
    Fixture f;
    net::Headers headers{{"content-type", type}};
    if (path != "/avatars")
        headers.add("authorization", "Bearer alice");
    if (!length.isEmpty())
        headers.add("content-length", length);

    const net::Request head = request(method, path, headers);
    const auto plan = EndpointPart(f.context).planBody(head);

    if (refusal == 413) {
        QVERIFY(!plan.refusal);
        QCOMPARE(plan.limit, length.toLongLong() - 1);
        QCOMPARE(plan.tooLarge(head).status, 413);
        return;
    }
    QCOMPARE(plan.limit, limit);
    QCOMPARE(plan.refusal ? plan.refusal->status : 0, refusal);
}

void EndpointPartTest::planKeepsNothingForStrangers()
{
    Fixture f;
    for (const char *type : {"application/json", "multipart/form-data; boundary=x"}) {
        const auto plan = EndpointPart(f.context).planBody(
            request("POST", "/pictures", {{"content-type", type}}));
        QVERIFY(plan.refusal);
        QCOMPARE(plan.refusal->status, 401);
        QVERIFY(!plan.sink);
    }
    const auto planFor = [&](const net::Headers &headers) {
        return EndpointPart(f.context).planBody(request("PUT", "/things/7", headers));
    };
    QCOMPARE(planFor({{"content-length", "16385"}}).refusal->status, 401);
    QCOMPARE(planFor({{"transfer-encoding", "chunked"}}).refusal->status, 401);
    QVERIFY(!planFor({{"content-length", "16384"}}).refusal); // They are told why in any case.
}

void EndpointPartTest::countsWhatIsKeptInMemory()
{
    Fixture f;
    const auto planFor = [&](const char *path, const char *type) {
        return EndpointPart(f.context).planBody(
            request("POST", path, {alice, {"content-type", type}}));
    };
    QCOMPARE(planFor("/later/7", "application/json").budget, f.context.bodies);
    QCOMPARE(planFor("/pictures", "application/json").budget, f.context.bodies);
    QVERIFY(!planFor("/pictures", "multipart/form-data; boundary=x").budget); // That is a file.
    const net::Response refusal = planFor("/later/7", "application/json").noRoom(request("", ""));
    QCOMPARE(refusal.status, 503);
    QVERIFY(refusal.headers.contains("retry-after"));
    QVERIFY(refusal.body.contains("\"dialect\":\"one\""));
    QVERIFY(f.metrics.text().contains(
        R"({dialect="one",endpoint="things.later",kind="unavailable"} 1)"));
}

void EndpointPartTest::countsWhatItRefuses()
{
    Fixture f;
    f.answer(request("GET", "/things/7"));
    QVERIFY(f.metrics.text().contains(
        R"({dialect="one",endpoint="things.get",kind="unauthenticated"} 1)"));
}

void EndpointPartTest::logsAndCountsUploadsThatCannotBeStored()
{
    Fixture f;
    const QTemporaryDir folder;
    f.rules.replace({.uploads = {folder.filePath(u"gone"_s), 1000}});
    const net::BodyPlan plan = EndpointPart(f.context).planBody(request(
        "POST", "/pictures", {alice, {"content-type", "multipart/form-data; boundary=XX"}}));
    QVERIFY(plan.sink);
    QTest::ignoreMessage(
        QtWarningMsg,
        QRegularExpression(
            u"failed \"one/things.picture\" request \"r7\" code \"storage_unavailable\" detail .*No such file"_s));
    const auto refusal = plan.sink->write("--XX\r\nContent-Disposition: form-data; name=\"image\"; "
                                          "filename=\"a.png\"\r\n\r\nbytes\r\n--XX--\r\n");
    QVERIFY(refusal);
    QCOMPARE(refusal->status, 503);
    QVERIFY(f.metrics.text().contains(
        R"(linnet_request_failures_total{dialect="one",endpoint="things.picture",kind="unavailable"} 1)"));
}

QTEST_GUILESS_MAIN(EndpointPartTest)
#include "tst_endpointpart.moc"
