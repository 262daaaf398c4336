// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/requestorigin.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const NetworkList proxies = *NetworkList::parse({u"10.0.0.0/8"_s});

net::Request requestFrom(const QString &peer, const net::Headers &headers)
{
    net::Request request;
    request.headers = headers;
    request.peer.address = QHostAddress(peer);
    request.peer.localAddress = QHostAddress(u"192.0.2.9"_s);
    request.peer.localPort = 3000;
    return request;
}

} // namespace

class RequestOriginTest : public QObject
{
    Q_OBJECT

private slots:
    void isWhereTheClientAsked_data();
    void isWhereTheClientAsked();
    void isWhatIsConfigured();
    void knowsTls();
    void writesAddressesAsUrlsDo();
};

void RequestOriginTest::isWhereTheClientAsked_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<net::Headers>("headers");
    QTest::addColumn<QString>("origin");

    const QString client = u"198.51.100.1"_s;
    const QString proxy = u"10.0.0.1"_s;
    const net::Header host{"host", "chat.example.org:3000"};
    const net::Header proto{"x-forwarded-proto", "https"};
    const net::Header forwardedHost{"x-forwarded-host", "evil.example, chat.example.org"};
    QTest::newRow("the host") << client << net::Headers{host} << u"http://chat.example.org:3000"_s;
    QTest::newRow("an IPv6 host") << client << net::Headers{{"host", "[::1]:3000"}}
                                  << u"http://[::1]:3000"_s;
    QTest::newRow("no host") << client << net::Headers() << u"http://192.0.2.9:3000"_s;
    QTest::newRow("a host that is none")
        << client << net::Headers{{"host", "a'onerror='"}} << u"http://192.0.2.9:3000"_s;
    QTest::newRow("a proxy that is not trusted")
        << client << net::Headers{host, proto, forwardedHost} << u"http://chat.example.org:3000"_s;
    QTest::newRow("a trusted proxy")
        << proxy << net::Headers{host, proto, forwardedHost} << u"https://chat.example.org"_s;
    QTest::newRow("a trusted proxy that keeps the host")
        << proxy << net::Headers{host, proto} << u"https://chat.example.org:3000"_s;
    QTest::newRow("a trusted proxy that talks nonsense")
        << proxy
        << net::Headers{host, {"x-forwarded-proto", "gopher"}, {"x-forwarded-host", "<script>"}}
        << u"http://chat.example.org:3000"_s;
}

void RequestOriginTest::isWhereTheClientAsked()
{
    QFETCH(QString, peer);
    QFETCH(net::Headers, headers);
    QFETCH(QString, origin);
    QCOMPARE(requestOrigin(requestFrom(peer, headers), {}, proxies), origin);
}

void RequestOriginTest::isWhatIsConfigured()
{
    const net::Request request = requestFrom(u"198.51.100.1"_s, {{"host", "evil.example"}});
    const QString publicUrl = u"https://chat.example.org"_s;
    QCOMPARE(requestOrigin(request, publicUrl, proxies), publicUrl);
    QVERIFY(cameSecurely(request, publicUrl, proxies));
    QVERIFY(!cameSecurely(request, u"http://chat.example.org"_s, proxies));
}

void RequestOriginTest::knowsTls()
{
    net::Request request = requestFrom(u"198.51.100.1"_s, {{"host", "chat.example.org"}});
    QVERIFY(!cameSecurely(request, {}, proxies));
    request.peer.isSecure = true;
    QVERIFY(cameSecurely(request, {}, proxies));
    QCOMPARE(requestOrigin(request, {}, proxies), u"https://chat.example.org"_s);
}

void RequestOriginTest::writesAddressesAsUrlsDo()
{
    net::Request request = requestFrom(u"::1"_s, {});
    request.peer.localAddress = QHostAddress(u"::1"_s);
    QCOMPARE(requestOrigin(request, {}, proxies), u"http://[::1]:3000"_s);
}

QTEST_GUILESS_MAIN(RequestOriginTest)
#include "tst_requestorigin.moc"
