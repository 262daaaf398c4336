// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/httpcookies.h"

#include <QTest>

using namespace linnet;
using namespace std::chrono_literals;

class HttpCookiesTest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void readsEveryHeader();
    void sets_data();
    void sets();
    void readsWhatItSets();
};

void HttpCookiesTest::reads_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<Cookies>("cookies");

    const auto add = [](const char *header, const Cookies &cookies) {
        QTest::addRow("\"%s\"", header) << QByteArray(header) << cookies;
    };
    add("", {});
    add("jwt=abc", {{"jwt", "abc"}});
    add("a=1; b=2;c=3", {{"a", "1"}, {"b", "2"}, {"c", "3"}});
    add("a=1; a=2", {{"a", "1"}});
    add("a=b=c", {{"a", "b=c"}});
    add("a=", {{"a", ""}});
    add(" a = 1 ", {{"a", "1"}});
    add("a", {});
    add("=1", {});
    add(";;", {});
    add("a=%20%C3%BC", {{"a", " \xc3\xbc"}});
}

void HttpCookiesTest::reads()
{
    QFETCH(QByteArray, header);
    QFETCH(Cookies, cookies);
    QCOMPARE(readCookies({{"cookie", header}}), cookies);
}

void HttpCookiesTest::readsEveryHeader()
{
    const net::Headers headers{{"cookie", "a=1"}, {"host", "x"}, {"cookie", "b=2; a=3"}};
    QCOMPARE(readCookies(headers), (Cookies{{"a", "1"}, {"b", "2"}}));
}

void HttpCookiesTest::sets_data()
{
    QTest::addColumn<Cookie>("cookie");
    QTest::addColumn<bool>("isSecure");
    QTest::addColumn<QByteArray>("header");

    using enum Cookie::Readers;
    using enum Cookie::SameSite;
    const Cookie jwt{"jwt", "abc", 168h, Server, Strict};
    QTest::newRow("for the server")
        << jwt << false << QByteArray("jwt=abc; Max-Age=604800; Path=/; HttpOnly; SameSite=Strict");
    QTest::newRow("over TLS")
        << jwt << true
        << QByteArray("jwt=abc; Max-Age=604800; Path=/; HttpOnly; SameSite=Strict; Secure");
    QTest::newRow("for scripts") << Cookie{"accessToken", "a.b-c_d", 15min, Scripts, Lax} << false
                                 << QByteArray(
                                        "accessToken=a.b-c_d; Max-Age=900; Path=/; SameSite=Lax");
    QTest::newRow("taken back") << Cookie{"jwt"} << false
                                << QByteArray("jwt=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict");
    QTest::newRow("what would break out")
        << Cookie{"a", "x; Domain=evil.example\r\nx", 1s, Server, Strict} << false
        << QByteArray("a=x%3B%20Domain%3Devil.example%0D%0Ax; Max-Age=1; Path=/; HttpOnly; "
                      "SameSite=Strict");
}

void HttpCookiesTest::sets()
{
    QFETCH(Cookie, cookie);
    QFETCH(bool, isSecure);
    QFETCH(QByteArray, header);
    QCOMPARE(setCookie(cookie, isSecure ? Wire::Secure : Wire::Plain), header);
}

void HttpCookiesTest::readsWhatItSets()
{
    const QByteArray header = setCookie({"a", "x; y=\"z\" %41", 1s}, Wire::Plain);
    const QByteArray pair = header.first(header.indexOf("; Max-Age"));
    QCOMPARE(readCookies({{"cookie", pair}}), (Cookies{{"a", "x; y=\"z\" %41"}}));
}

QTEST_GUILESS_MAIN(HttpCookiesTest)
#include "tst_httpcookies.moc"
