// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/metricspart.h"
#include "tests/support/collectedreply.h"
#include "tests/support/endpointfixture.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class MetricsPartTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhoMayKnow_data();
    void tellsWhoMayKnow();
    void takesItsOwnPathOnly();
};

void MetricsPartTest::tellsWhoMayKnow_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("forwarded");
    QTest::addColumn<int>("status");

    QTest::newRow("loopback") << QByteArray("GET") << u"127.0.0.1"_s << QByteArray() << 200;
    QTest::newRow("head") << QByteArray("HEAD") << u"::1"_s << QByteArray() << 200;
    QTest::newRow("a stranger") << QByteArray("GET") << u"192.0.2.1"_s << QByteArray() << 404;
    QTest::newRow("a stranger through our proxy")
        << QByteArray("GET") << u"127.0.0.1"_s << QByteArray("192.0.2.1") << 404;
    QTest::newRow("a stranger who says otherwise")
        << QByteArray("GET") << u"192.0.2.1"_s << QByteArray("127.0.0.1") << 404;
    QTest::newRow("writing") << QByteArray("POST") << u"127.0.0.1"_s << QByteArray() << 405;
}

void MetricsPartTest::tellsWhoMayKnow()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, peer);
    QFETCH(QByteArray, forwarded);
    QFETCH(int, status);
    test::EndpointFixture f({});
    f.rules.replace({.proxies = *NetworkList::parse({u"127.0.0.1"_s})});
    const NetworkList readers = NetworkList::loopback();
    net::Request request;
    request.method = method;
    request.path = "/metrics";
    request.peer.address = QHostAddress(peer);
    if (!forwarded.isEmpty())
        request.headers.add("x-forwarded-for", forwarded);
    test::CollectedReply collected;

    MetricsPart(f.context, f.metrics, readers).handle(request, collected.reply());

    const net::Response response = collected.take();
    QCOMPARE(response.status, status);
    QCOMPARE(response.body.contains("linnet_request"), status == 200);
}

void MetricsPartTest::takesItsOwnPathOnly()
{
    test::EndpointFixture f({});
    const NetworkList readers;
    const MetricsPart part(f.context, f.metrics, readers);
    QVERIFY(part.handles("/metrics"));
    QVERIFY(!part.handles("/metrics/x"));
    QVERIFY(!part.handles("/"));
}

QTEST_GUILESS_MAIN(MetricsPartTest)
#include "tst_metricspart.moc"
