// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bodybudget.h"
#include "server/transport/ws/wspart.h"
#include "tests/support/collectedreply.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class WsPartTest : public QObject
{
    Q_OBJECT

private slots:
    void servesItsPathOnly();
    void judgesUpgrades_data();
    void judgesUpgrades();
    void answersRequestsThatAreNoUpgrade();

private:
    LiveRules m_rules;
};

void WsPartTest::servesItsPathOnly()
{
    const WsPart part({}, m_rules, std::make_shared<DeadlineQueue>());
    QVERIFY(part.handles("/ws"));
    QVERIFY(!part.handles("/ws/"));
    QVERIFY(!part.handles("/w"));
}

void WsPartTest::judgesUpgrades_data()
{
    QTest::addColumn<QByteArray>("protocols");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("status"); // 0: accepted.

    QTest::newRow("no page") << "linnet.v1"_ba << QByteArray() << 0;
    QTest::newRow("one of several") << "chat, linnet.v1"_ba << QByteArray() << 0;
    QTest::newRow("allowed page") << "linnet.v1"_ba
                                  << "http://localhost:5173"_ba << 0;
    QTest::newRow("foreign page") << "linnet.v1"_ba
                                  << "https://evil.example"_ba << 403;
    QTest::newRow("no subprotocol") << QByteArray() << QByteArray() << 400;
    QTest::newRow("other subprotocol") << "linnet.v2"_ba << QByteArray() << 400;
}

void WsPartTest::judgesUpgrades()
{
    QFETCH(QByteArray, protocols);
    QFETCH(QByteArray, origin);
    QFETCH(int, status);
    WsSettings settings;
    settings.unfinished = std::make_shared<net::BodyBudget>();
    WsPart part(settings, m_rules, std::make_shared<DeadlineQueue>());
    net::Request request;
    if (!protocols.isNull())
        request.headers.add("sec-websocket-protocol", protocols);
    if (!origin.isNull())
        request.headers.add("origin", origin);
    const net::UpgradePlan plan = part.planUpgrade(request);
    QCOMPARE(plan.refusal ? plan.refusal->status : 0, status);
    QCOMPARE(plan.subprotocol, "linnet.v1"_ba);
    QCOMPARE(plan.budget, settings.unfinished);
}

void WsPartTest::answersRequestsThatAreNoUpgrade()
{
    WsPart part({}, m_rules, std::make_shared<DeadlineQueue>());
    test::CollectedReply reply;
    part.handle({}, reply.reply());
    QCOMPARE(reply.take().status, 426);
}

QTEST_GUILESS_MAIN(WsPartTest)
#include "tst_wspart.moc"
