// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/webhook.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class WebhookDomainTest : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatCanBeToldOf();
    void asksForDeliveries();
    void signs();
};

void WebhookDomainTest::namesWhatCanBeToldOf()
{
    QCOMPARE(nameOf(WebhookEvent::AccountCreated), "account.created"_L1);
    QCOMPARE(nameOf(WebhookEvent::ReportOpened), "report.opened"_L1);
    QCOMPARE(nameOf(WebhookEvent::Test), "test"_L1);
    QCOMPARE(webhookEventNames().size(), int(WebhookEvent::Test));
    QVERIFY(!webhookEventNames().contains(u"test"_s));
    QCOMPARE(nameOf(Webhook::State::GivenUp), "given_up"_L1);
    QCOMPARE(nameOf(WebhookDelivery::State::Failed), "failed"_L1);
}

void WebhookDomainTest::asksForDeliveries()
{
    QVERIFY(parseFilter(u"event:test state:failed status>=500"_s, deliveryFields(), Timestamp()));
    QVERIFY(!parseFilter(u"event:lunch"_s, deliveryFields(), Timestamp()));
    QVERIFY(!parseFilter(u"state:lost"_s, deliveryFields(), Timestamp()));
}

//! As `printf '1700000000.{}' | openssl dgst -sha256 -hmac key` says it.
void WebhookDomainTest::signs()
{
    const Timestamp time(std::chrono::milliseconds(1'700'000'000'999));
    const QByteArray first = "t=1700000000,v1="
                             "9d713ed406bb7076d4123f0dc2c39d2df5c654ed4b0cd56b52c8b4c940bd63ae";
    QCOMPARE(webhookSignature("{}", {"key"}, time), first);
    QCOMPARE(webhookSignature("{}", {"key", "old"}, time),
             first + ",v1=2b5e6fc3cac3432cb8a3476c75510114966afb97256d20b9198872431b7ceca6");
}

QTEST_GUILESS_MAIN(WebhookDomainTest)
#include "tst_webhook.moc"
