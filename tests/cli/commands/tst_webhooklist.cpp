// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class WebhookListTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWebhooks();
    void showsDeliveries();
    void asksForDeliveries();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        qputenv("TZ", "UTC");
        return m_program.run(QStringList{u"webhook"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }

    CliProgram m_program;
    FakeApi m_api;
};

void WebhookListTest::showsWebhooks()
{
    m_api.answer("GET /api/v1/admin/webhooks",
                 R"({"items":[{"id":"9","name":"CRM","url":"https://example.org/hook",
                     "events":["account.created","account.erased"],"state":"on",
                     "failingSince":null,"createdAt":"2026-11-20T12:00:00.000Z",
                     "updatedAt":"2026-11-20T12:00:00.000Z"}],"nextCursor":null})");
    const auto outcome = run({u"list"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "ID  NAME  ADDRESS                   EVENTS                           STATE  FAILING "
             "SINCE\n"
             "9   CRM   https://example.org/hook  account.created, account.erased  on     -\n");
}

void WebhookListTest::showsDeliveries()
{
    m_api.answer("GET /api/v1/admin/webhooks/9/deliveries",
                 R"({"items":[{"id":"5","event":"account.created","state":"pending","attempts":2,
                     "status":500,"durationMs":12,"problem":"It answered 500.",
                     "createdAt":"2026-11-20T12:00:00.000Z",
                     "updatedAt":"2026-11-20T12:00:00.000Z"}],"nextCursor":null})");
    const auto outcome = run({u"deliveries"_s, u"9"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "ID  EVENT            STATE    ATTEMPTS  STATUS  PROBLEM           CREATED\n"
             "5   account.created  pending         2     500  It answered 500.  2026-11-20 "
             "12:00:00\n");
}

void WebhookListTest::asksForDeliveries()
{
    m_api.answer("GET /api/v1/admin/webhooks/9/deliveries", R"({"items":[],"nextCursor":null})");
    QCOMPARE(run({u"deliveries"_s, u"9"_s, u"--filter"_s, u"state:failed"_s}).exit, ExitCode::Done);
    QVERIFY(m_api.requests().last().target.contains("filter=state:failed"));
    m_api.answer("GET /api/v1/admin/webhooks/9/deliveries/count", R"({"count":3,"isExact":true})");
    const auto counted = run({u"deliveries"_s, u"9"_s, u"--count"_s});
    QCOMPARE(counted.out, "Count: 3\nExact: yes\n");
    QCOMPARE(run({u"deliveries"_s}).exit, ExitCode::Usage);
}

QTEST_GUILESS_MAIN(WebhookListTest)
#include "tst_webhooklist.moc"
