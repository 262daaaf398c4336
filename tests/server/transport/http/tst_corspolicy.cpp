// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/corspolicy.h"

#include <QTest>

using namespace linnet;

namespace {

net::Request requestFrom(const QByteArray &origin, const QByteArray &method = "GET")
{
    net::Request request;
    request.method = method;
    request.headers.add("host", "chat.example.org:3000");
    if (!origin.isEmpty())
        request.headers.add("origin", origin);
    return request;
}

} // namespace

class CorsPolicyTest : public QObject
{
    Q_OBJECT

private slots:
    void echoesAllowedOrigins_data();
    void echoesAllowedOrigins();
    void letsEverybodyInWithoutCredentials();
    void answersAPreflight();
    void grantsNothingToAStranger();
    void knowsAPreflight();
    void acceptsSocketsFrom_data();
    void acceptsSocketsFrom();
    void acceptsCookiesFrom_data();
    void acceptsCookiesFrom();
    void knowsItsOwnName_data();
    void knowsItsOwnName();
    void acceptsNamesFrom_data();
    void acceptsNamesFrom();
};

void CorsPolicyTest::echoesAllowedOrigins_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("allowed");

    const auto add = [](const char *origin, bool allowed) {
        QTest::newRow(origin) << QByteArray(origin) << allowed;
    };
    add("http://localhost:5173", true);
    add("http://localhost", true);
    add("http://127.0.0.1:3000", true);
    add("http://[::1]:8080", true);
    add("https://chat.example.org", true);
    add("https://localhost:5173", false);
    add("http://localhost.evil.example", false);
    add("http://localhost:5173.evil.example", false);
    add("http://localhost:", false);
    add("http://localhost:123456", false);
    add("http://localhost:5173/", false);
    add("https://chat.example.org.evil.example", false);
    add("http://chat.example.org", false);
    add("https://chat.example.org:8443", false);
    add("https://evil.example", false);
    add("null", false);
}

void CorsPolicyTest::echoesAllowedOrigins()
{
    QFETCH(QByteArray, origin);
    QFETCH(bool, allowed);
    const CorsPolicy policy(CorsPolicy::loopbackOrigins()
                            + QByteArrayList{"https://chat.example.org"});

    const net::Headers headers = policy.headersFor(requestFrom(origin));

    QCOMPARE(headers.value("access-control-allow-origin"), allowed ? origin : QByteArray());
    QCOMPARE(headers.value("access-control-allow-credentials"),
             allowed ? QByteArray("true") : QByteArray());
    QCOMPARE(headers.value("vary"), QByteArray("Origin"));
}

void CorsPolicyTest::letsEverybodyInWithoutCredentials()
{
    const CorsPolicy policy({"*", "https://chat.example.org"});
    const net::Headers stranger = policy.headersFor(requestFrom("https://any.example"));
    QCOMPARE(stranger.value("access-control-allow-origin"), QByteArray("https://any.example"));
    QVERIFY(!stranger.contains("access-control-allow-credentials"));
    const net::Headers known = policy.headersFor(requestFrom("https://chat.example.org"));
    QCOMPARE(known.value("access-control-allow-credentials"), QByteArray("true"));
    QVERIFY(!policy.headersFor(requestFrom({})).contains("access-control-allow-origin"));
}

void CorsPolicyTest::answersAPreflight()
{
    net::Request request = requestFrom("http://localhost:5173", "OPTIONS");
    request.headers.add("access-control-request-method", "PUT");
    request.headers.add("access-control-request-headers", "authorization,x-anything");

    const net::Response response = CorsPolicy().preflight(request);

    QCOMPARE(response.status, 204);
    QVERIFY(response.headers.value("access-control-allow-methods").contains("PUT"));
    QCOMPARE(response.headers.value("access-control-allow-headers"),
             QByteArray("authorization,x-anything"));
    QCOMPARE(response.headers.value("access-control-allow-origin"),
             QByteArray("http://localhost:5173"));
    QCOMPARE(response.headers.value("access-control-max-age"), QByteArray("7200"));
    QVERIFY(response.headers.value("vary").contains("Origin"));
    QVERIFY(response.body.isEmpty());
}

void CorsPolicyTest::grantsNothingToAStranger()
{
    net::Request request = requestFrom("https://evil.example", "OPTIONS");
    request.headers.add("access-control-request-method", "PUT");
    request.headers.add("access-control-request-headers", "authorization");

    const net::Response response = CorsPolicy().preflight(request);

    QCOMPARE(response.status, 204);
    for (const net::Header &header : response.headers)
        QVERIFY2(!header.name.startsWith("access-control-"), header.name.constData());
}

void CorsPolicyTest::knowsAPreflight()
{
    net::Request request = requestFrom("http://localhost:5173", "OPTIONS");
    QVERIFY(!CorsPolicy::isPreflight(request));
    request.headers.add("access-control-request-method", "PUT");
    QVERIFY(CorsPolicy::isPreflight(request));
    request.method = "GET";
    QVERIFY(!CorsPolicy::isPreflight(request));
}

void CorsPolicyTest::acceptsSocketsFrom_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("accepted");

    QTest::newRow("no page") << QByteArray() << true;
    QTest::newRow("our own page") << QByteArray("http://chat.example.org:3000") << true;
    QTest::newRow("our own page behind TLS") << QByteArray("https://chat.example.org:3000") << true;
    QTest::newRow("an allowed page") << QByteArray("http://localhost:5173") << true;
    QTest::newRow("our host, another port") << QByteArray("http://chat.example.org:81") << false;
    QTest::newRow("a stranger") << QByteArray("https://evil.example") << false;
    QTest::newRow("a sandboxed page") << QByteArray("null") << false;
}

void CorsPolicyTest::acceptsSocketsFrom()
{
    QFETCH(QByteArray, origin);
    QFETCH(bool, accepted);
    QCOMPARE(CorsPolicy().acceptsFrom(requestFrom(origin)), accepted);
}

void CorsPolicyTest::acceptsCookiesFrom_data()
{
    QTest::addColumn<net::Headers>("headers");
    QTest::addColumn<bool>("accepted");

    const auto add = [](const char *name, const net::Headers &headers, bool accepted) {
        QTest::newRow(name) << headers << accepted;
    };
    add("no page", {}, true);
    add("our own page", {{"origin", "https://chat.example.org:3000"}}, true);
    add("an allowed page", {{"origin", "https://app.example"}}, true);
    add("a stranger", {{"origin", "https://evil.example"}}, false);
    add("a sandboxed page", {{"origin", "null"}}, false);
    add("a stranger who refers to us",
        {{"origin", "https://evil.example"}, {"referer", "https://app.example/"}}, false);
    add("referred to by our own page", {{"referer", "http://chat.example.org:3000/x?y#z"}}, true);
    add("referred to by an allowed page", {{"referer", "https://app.example"}}, true);
    add("referred to by a stranger", {{"referer", "https://evil.example/https://app.example/"}},
        false);
    add("referred to by nonsense", {{"referer", "x"}}, true);
    add("from another site", {{"sec-fetch-site", "cross-site"}}, false);
    add("from our own site", {{"sec-fetch-site", "same-origin"}}, true);
    add("typed in", {{"sec-fetch-site", "none"}}, true);
}

void CorsPolicyTest::acceptsCookiesFrom()
{
    QFETCH(net::Headers, headers);
    QFETCH(bool, accepted);
    headers.add("host", "chat.example.org:3000");
    net::Request request;
    request.headers = headers;
    // Everybody may ask, but only those who are named may use what the browser adds by itself.
    QCOMPARE(CorsPolicy({"*", "https://app.example"}).acceptsCookiesFrom(request), accepted);
}

void CorsPolicyTest::knowsItsOwnName_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("accepted");

    const auto add = [](const char *host, bool accepted) {
        QTest::newRow(host) << QByteArray(host) << accepted;
    };
    add("chat.example.org", true);
    add("chat.example.org:3000", true);
    add("evil.example", false);
    add("evil.example:3000", false);
    add("chat.example.org.evil.example", false);
    add("127.0.0.1.evil.example", false);
    add("localhost.evil.example:3000", false);
    add("192.0.2.1:3000", true);
    add("[2001:db8::1]:3000", true);
    add("localhost:3000", true);
}

void CorsPolicyTest::knowsItsOwnName()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, accepted);
    net::Request request;
    request.headers = {{"host", host}, {"origin", "http://" + host}};
    const CorsPolicy policy({}, "chat.example.org");
    QCOMPARE(policy.acceptsFrom(request), accepted);
    QCOMPARE(policy.acceptsCookiesFrom(request), accepted);
    QVERIFY(CorsPolicy(QByteArrayList()).acceptsCookiesFrom(request)); // It knows no name.
}

void CorsPolicyTest::acceptsNamesFrom_data()
{
    QTest::addColumn<net::Headers>("headers");
    QTest::addColumn<bool>("accepted");

    const net::Header ours{"host", "chat.example.org"}, other{"host", "evil.example"};
    QTest::newRow("no page") << net::Headers{ours} << true;
    QTest::newRow("our own page") << net::Headers{ours, {"origin", "https://chat.example.org"}}
                                  << true;
    QTest::newRow("our own page through a proxy")
        << net::Headers{{"host", "backend:3000"}, {"sec-fetch-site", "same-origin"}} << true;
    QTest::newRow("a stranger") << net::Headers{ours, {"origin", "https://evil.example"}} << false;
    QTest::newRow("a stranger who hides it")
        << net::Headers{ours, {"sec-fetch-site", "cross-site"}} << false;
    QTest::newRow("of another name")
        << net::Headers{other, {"origin", "http://evil.example"}} << false;
    QTest::newRow("of another name, which hides it") << net::Headers{other} << false;
}

void CorsPolicyTest::acceptsNamesFrom()
{
    QFETCH(net::Headers, headers);
    QFETCH(bool, accepted);
    net::Request request;
    request.headers = headers;
    QCOMPARE(CorsPolicy({"*"}, "chat.example.org").acceptsNamesFrom(request), accepted);
}

QTEST_GUILESS_MAIN(CorsPolicyTest)
#include "tst_corspolicy.moc"
