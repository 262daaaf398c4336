// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gateway/handshakeclaims.h"

#include <QTest>

using namespace linnet;

namespace {

HandshakeClaims claims(const QByteArray &auth, net::Headers headers = {},
                       const QByteArray &query = {})
{
    const auto request = std::make_shared<net::Request>();
    request->headers = std::move(headers);
    request->query = query;
    return readClaims({request, auth});
}

} // namespace

class HandshakeClaimsTest : public QObject
{
    Q_OBJECT

private slots:
    void prefersThePayloadsToken();
    void readsATokenWithItsScheme();
    void ordersCookiesAsHttpDoes();
    void readsTheUser_data();
    void readsTheUser();
};

void HandshakeClaimsTest::prefersThePayloadsToken()
{
    const net::Headers headers{{"authorization", "Bearer b"}};
    QCOMPARE(claims(R"({"token":"a"})", headers).token, QByteArray("a"));
    QCOMPARE(claims("{}", headers).token, QByteArray("b"));
    QCOMPARE(claims("[]", {}).token, QByteArray());
}

void HandshakeClaimsTest::readsATokenWithItsScheme()
{
    QCOMPARE(claims(R"({"token":"Bearer a"})").token, QByteArray("a"));
    QCOMPARE(claims(R"({"token":"bearer a"})").token, QByteArray("a"));
    QCOMPARE(claims(R"({"token":"Bearera"})").token, QByteArray("Bearera"));
    QCOMPARE(claims(R"({"token":"Bearer "})", {{"authorization", "Bearer b"}}).token, QByteArray());
    QCOMPARE(claims("{}", {{"authorization", "bearer b"}}).token, QByteArray("b"));
    QCOMPARE(claims("{}", {{"authorization", "Basic b"}}).token, QByteArray());
}

void HandshakeClaimsTest::ordersCookiesAsHttpDoes()
{
    const auto read = claims("{}", {{"cookie", "token=c; theme=x; jwt=b; accessToken=a"}});
    QCOMPARE(read.cookies, (std::vector<QByteArray>{"a", "b", "c"}));
    QVERIFY(read.token.isEmpty());
}

void HandshakeClaimsTest::readsTheUser_data()
{
    QTest::addColumn<QByteArray>("auth");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("user"); // -1: none is named.

    QTest::newRow("in the query") << QByteArray("{}") << QByteArray("EIO=4&userId=7") << 7;
    QTest::newRow("in the payload") << QByteArray(R"({"userId":"7"})") << QByteArray() << 7;
    QTest::newRow("payload first")
        << QByteArray(R"({"userId":"7"})") << QByteArray("userId=8") << 7;
    QTest::newRow("undefined") << QByteArray("{}") << QByteArray("userId=undefined") << -1;
    QTest::newRow("null") << QByteArray("{}") << QByteArray("userId=null") << -1;
    QTest::newRow("empty") << QByteArray("{}") << QByteArray("userId=") << -1;
    QTest::newRow("not there") << QByteArray("{}") << QByteArray("EIO=4") << -1;
    QTest::newRow("no id") << QByteArray("{}") << QByteArray("userId=-1") << 0;
    QTest::newRow("an object") << QByteArray(R"({"userId":{"$ne":1}})") << QByteArray() << -1;
}

void HandshakeClaimsTest::readsTheUser()
{
    QFETCH(QByteArray, auth);
    QFETCH(QByteArray, query);
    QFETCH(int, user);
    const auto read = claims(auth, {}, query);
    QCOMPARE(read.user.has_value(), user >= 0);
    if (read.user)
        QCOMPARE(read.user->value(), user);
}

QTEST_APPLESS_MAIN(HandshakeClaimsTest)
#include "tst_handshakeclaims.moc"
