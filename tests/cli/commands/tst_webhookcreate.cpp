// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

//! \brief What is done with one webhook.
class WebhookCreateTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_api = std::make_unique<FakeApi>(); }

    void asks_data();
    void asks();
    void showsTheSecretOnce();
    void showsADelivery();
    void deletesWhatIsConfirmed();
    void refusesToGuess_data();
    void refusesToGuess();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        qputenv("TZ", "UTC");
        return m_program.run(QStringList{u"webhook"_s} + words
                             + QStringList{u"--server"_s, m_api->url()});
    }

    CliProgram m_program;
    std::unique_ptr<FakeApi> m_api;
};

void WebhookCreateTest::asks_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");

    const QByteArray all = "/api/v1/admin/webhooks";
    const QByteArray one = all + "/9";
    const QString url = u"https://example.org/hook"_s;
    QTest::newRow("create")
        << QStringList{u"create"_s, url, u"--event"_s, u"account.created"_s} << "POST " + all
        << QByteArray(
               R"({"events":["account.created"],"name":"example.org","url":"https://example.org/hook"})");
    QTest::newRow("create, named")
        << QStringList{u"create"_s,   url,
                       u"--name"_s,   u"CRM"_s,
                       u"--event"_s,  u"group.created"_s,
                       u"--event"_s,  u"group.dissolved"_s,
                       u"--dry-run"_s}
        << "POST " + all
        << QByteArray(R"({"dryRun":true,"events":["group.created","group.dissolved"],"name":"CRM",)"
                      R"("url":"https://example.org/hook"})");
    QTest::newRow("show") << QStringList{u"show"_s, u"9"_s} << "GET " + one << QByteArray();
    QTest::newRow("switch off") << QStringList{u"edit"_s, u"9"_s, u"--off"_s} << "PATCH " + one
                                << QByteArray(R"({"enabled":false})");
    QTest::newRow("switch on, elsewhere")
        << QStringList{u"edit"_s, u"9"_s, u"--on"_s, u"--url"_s, u"https://x.example/"_s}
        << "PATCH " + one << QByteArray(R"({"enabled":true,"url":"https://x.example/"})");
    QTest::newRow("rename") << QStringList{u"edit"_s, u"9"_s, u"--name"_s, u"New"_s}
                            << "PATCH " + one << QByteArray(R"({"name":"New"})");
    QTest::newRow("rotate") << QStringList{u"rotate-secret"_s, u"9"_s} << "POST " + one + "/secret"
                            << QByteArray("{}");
    QTest::newRow("rotate at once")
        << QStringList{u"rotate-secret"_s, u"9"_s, u"--overlap"_s, u"0"_s}
        << "POST " + one + "/secret" << QByteArray(R"({"overlap":"0"})");
    QTest::newRow("test") << QStringList{u"test"_s, u"9"_s} << "POST " + one + "/tests"
                          << QByteArray("{}");
    QTest::newRow("delivery") << QStringList{u"delivery"_s, u"9"_s, u"5"_s}
                              << "GET " + one + "/deliveries/5" << QByteArray();
    QTest::newRow("redeliver") << QStringList{u"redeliver"_s, u"9"_s, u"5"_s}
                               << "POST " + one + "/deliveries/5/redelivery" << QByteArray("{}");
    QTest::newRow("delete, rehearsed") << QStringList{u"delete"_s, u"9"_s, u"--dry-run"_s}
                                       << "DELETE " + one + "?dryRun=true" << QByteArray();
}

void WebhookCreateTest::asks()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    m_api->answer(request, R"({"id":"9","name":"CRM"})");
    const auto outcome = run(words);
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(m_api->requests().last().method + ' ' + m_api->requests().last().target, request);
    QCOMPARE(m_api->requests().last().body, body);
    QVERIFY(outcome.out.startsWith("ID: "));
}

void WebhookCreateTest::showsTheSecretOnce()
{
    m_api->answer("POST /api/v1/admin/webhooks",
                  R"({"id":"9","name":"CRM","url":"https://example.org/","events":["group.created"],
                     "state":"on","failingSince":null,"oldSecretUntil":null,"secret":"whsec_abc",
                     "createdAt":"2026-11-20T12:00:00.000Z","updatedAt":"2026-11-20T12:00:00.000Z"})");
    const auto outcome =
        run({u"create"_s, u"https://example.org/"_s, u"--event"_s, u"group.created"_s});
    QCOMPARE(outcome.out,
             "ID:               9\n"
             "Name:             CRM\n"
             "Address:          https://example.org/\n"
             "Events:           group.created\n"
             "State:            on\n"
             "Failing since:    -\n"
             "Old secret until: -\n"
             "Created:          2026-11-20 12:00:00\n"
             "Updated:          2026-11-20 12:00:00\n"
             "Secret:           whsec_abc\n");
}

void WebhookCreateTest::showsADelivery()
{
    m_api->answer("GET /api/v1/admin/webhooks/9/deliveries/5",
                  R"({"id":"5","event":"test","state":"failed","attempts":25,"status":302,
                     "durationMs":7,"problem":"It answered 302.","body":"{\"id\":\"5\"}",
                     "answer":"Moved","createdAt":"2026-11-20T12:00:00.000Z",
                     "updatedAt":"2026-11-20T12:00:00.000Z"})");
    QCOMPARE(run({u"delivery"_s, u"9"_s, u"5"_s}).out,
             "ID:           5\n"
             "Event:        test\n"
             "State:        failed\n"
             "Attempts:     25\n"
             "Status:       302\n"
             "Milliseconds: 7\n"
             "Problem:      It answered 302.\n"
             "Body:         {\"id\":\"5\"}\n"
             "Answer:       Moved\n"
             "Created:      2026-11-20 12:00:00\n"
             "Updated:      2026-11-20 12:00:00\n");
}

void WebhookCreateTest::deletesWhatIsConfirmed()
{
    m_api->answer("GET /api/v1/admin/webhooks/9", R"({"id":"9","name":"CRM"})");
    m_api->answer("DELETE /api/v1/admin/webhooks/9", R"({"id":"9","name":"CRM"})");
    QCOMPARE(run({u"delete"_s, u"9"_s, u"--confirm=Other"_s}).exit, ExitCode::Usage);
    QCOMPARE(m_api->requests().last().method, "GET");
    QCOMPARE(run({u"delete"_s, u"9"_s, u"--confirm=CRM"_s}).exit, ExitCode::Done);
    QCOMPARE(m_api->requests().last().method, "DELETE");
}

void WebhookCreateTest::refusesToGuess_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("no address") << QStringList{u"create"_s};
    QTest::newRow("no event") << QStringList{u"create"_s, u"https://example.org/"_s};
    QTest::newRow("an unknown event")
        << QStringList{u"create"_s, u"https://example.org/"_s, u"--event"_s, u"lunch"_s};
    QTest::newRow("no change") << QStringList{u"edit"_s, u"9"_s};
    QTest::newRow("on and off") << QStringList{u"edit"_s, u"9"_s, u"--on"_s, u"--off"_s};
    QTest::newRow("no delivery") << QStringList{u"redeliver"_s, u"9"_s};
}

void WebhookCreateTest::refusesToGuess()
{
    QFETCH(QStringList, words);
    QCOMPARE(run(words).exit, ExitCode::Usage);
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(WebhookCreateTest)
#include "tst_webhookcreate.moc"
