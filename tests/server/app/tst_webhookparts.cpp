// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/webhookparts.h"

#include <QTest>

using namespace linnet;

class WebhookPartsTest : public QObject
{
    Q_OBJECT

private slots:
    void staysOutsideUnlessToldOtherwise();
    void takesWhatIsSaid();
};

void WebhookPartsTest::staysOutsideUnlessToldOtherwise()
{
    const WebhookTerms terms = webhookTerms(Config());
    QCOMPARE(terms.rules.reach, OutgoingRules::Reach::Public);
    QCOMPARE(terms.rules.security, OutgoingRules::Security::Tls);
    QCOMPARE(terms, WebhookTerms());
}

void WebhookPartsTest::takesWhatIsSaid()
{
    Config config;
    config.webhooks = {true, true, std::chrono::seconds(2), std::chrono::hours(3)};
    const WebhookTerms terms = webhookTerms(config);
    QCOMPARE(terms.rules.reach, OutgoingRules::Reach::Anywhere);
    QCOMPARE(terms.rules.security, OutgoingRules::Security::Any);
    QCOMPARE(terms.rules.timeout, std::chrono::seconds(2));
    QCOMPARE(terms.patience, std::chrono::hours(3));
}

QTEST_GUILESS_MAIN(WebhookPartsTest)
#include "tst_webhookparts.moc"
