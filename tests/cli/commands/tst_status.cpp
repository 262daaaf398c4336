// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"
#include "tests/support/silentport.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class StatusTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsWhatEverybodyMayKnow();
    void showsAdministratorsMore();
    void doesWithoutWhatIsRefused();
    void saysThatItIsNotReady();
    void warnsOfOtherVersions();
    void showsItsFigures();
    void watchesByTheLine();
    void saysThatTheServerIsDown();
    void saysThatItIsNoServerOfOurs();

private:
    CliProgram::Outcome run() { return m_program->run({u"status"_s, u"--server"_s, m_api->url()}); }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void StatusTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /readyz", R"({"status":"ok","services":{"database":"ok","mail":"ok"}})");
}

void StatusTest::showsWhatEverybodyMayKnow()
{
    const auto outcome = run();
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out,
             "Server:      " + m_api->url().toUtf8()
                 + "\n"
                   "Status:      ok\n"
                   "Parts:       database ok, mail ok\n"
                   "Version:     -\n"
                   "Running for: -\n");
    QCOMPARE(m_api->requests().size(), 1);
}

void StatusTest::showsAdministratorsMore()
{
    qputenv("LINNET_TOKEN", "abc");
    m_api->answer("GET /api/v1/admin/status",
                  R"({"version":")" LINNET_VERSION R"(","uptimeSeconds":90061})");
    const auto outcome = run();
    QVERIFY(outcome.out.contains("Version:     " LINNET_VERSION "\nRunning for: 1d 1h\n"));
    QCOMPARE(outcome.err, QByteArray());
    QVERIFY(m_api->requests().value(1).hasHeader("Authorization: Bearer abc"));
}

void StatusTest::doesWithoutWhatIsRefused()
{
    qputenv("LINNET_TOKEN", "abc");
    for (const int status : {401, 403, 404}) {
        m_api->answer("GET /api/v1/admin/status", R"({"error":{"code":"no","message":"No."}})",
                      status);
        QCOMPARE(run().exit, ExitCode::Done);
    }
    m_api->answer("GET /api/v1/admin/status", R"({"error":{"code":"no","message":"No."}})", 500);
    run(); // The last of those before.
    QCOMPARE(run().exit, ExitCode::Internal);
}

void StatusTest::saysThatItIsNotReady()
{
    FakeApi api;
    api.answer("GET /readyz",
               R"({"success":false,"error":"not_ready","message":"Not ready: disk."})", 503);
    const auto outcome = m_program->run({u"status"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QVERIFY(outcome.out.contains("Status:      not ready\n"));
    QCOMPARE(outcome.err, "linnetctl: Not ready: disk.\n");
}

void StatusTest::warnsOfOtherVersions()
{
    qputenv("LINNET_TOKEN", "abc");
    m_api->answer("GET /api/v1/admin/status", R"({"version":"99.0.0"})");
    const auto outcome = run();
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(outcome.err.startsWith("linnetctl: warning: "));
    QVERIFY(outcome.err.contains("99.0.0"));
}

void StatusTest::showsItsFigures()
{
    qputenv("LINNET_TOKEN", "abc");
    m_api->answer("GET /api/v1/admin/status",
                  R"({"version":")" LINNET_VERSION R"(","reasons":["mail: It is away."],)"
                  R"("accounts":3,"activeSessions":2,"sockets":{"total":1,"websocket":1},)"
                  R"("connections":4,"queuedBytes":0,"jobs":{"waiting":5,"dead":6},)"
                  R"("databaseBytes":1048576,"mediaBytes":1536,"node":0,"schema":9})");
    const auto outcome = run();
    QVERIFY2(outcome.out.contains("Trouble:     mail: It is away.\n"), outcome.out.constData());
    QVERIFY(outcome.out.contains("Accounts:    3\n"
                                 "Sessions:    2\n"
                                 "Sockets:     total 1, websocket 1\n"
                                 "Connections: 4\n"
                                 "Queued:      0 B\n"
                                 "Jobs:        dead 6, waiting 5\n"
                                 "Database:    1.0 MiB\n"
                                 "Media:       1.5 KiB\n"));
}

//! Off a terminal, and until what it asks goes wrong.
void StatusTest::watchesByTheLine()
{
    qputenv("LINNET_TOKEN", "abc");
    FakeApi api;
    const QByteArray ready = R"({"status":"ok","services":{}})";
    for (int i = 0; i < 3; ++i)
        api.answer("GET /readyz", ready);
    api.answer("GET /readyz", "{}", 500);
    api.answer("GET /api/v1/admin/status",
               R"({"at":"2026-01-02T03:04:05.000Z","accounts":3,"sockets":{"total":7}})");
    const auto outcome =
        m_program->run({u"status"_s, u"--watch"_s, u"--interval"_s, u"1"_s, u"--fields"_s,
                        u"status,accounts,sockets.total"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.exit, ExitCode::Internal);
    QCOMPARE(
        outcome.out.split('\n').mid(1),
        (QByteArrayList{"ok                   3        7", "ok                   3        7", ""}));
}

void StatusTest::saysThatTheServerIsDown()
{
    const SilentPort port;
    const QString url = port.url();
    const auto outcome = m_program->run({u"status"_s, u"--server"_s, url});
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QCOMPARE(outcome.err,
             "linnetctl: No server answers at " + url.toUtf8()
                 + "; check that linnetd is running and listens there.\n");
}

void StatusTest::saysThatItIsNoServerOfOurs()
{
    FakeApi api;
    api.answer("GET /readyz", "<html>It works!</html>");
    QCOMPARE(m_program->run({u"status"_s, u"--server"_s, api.url()}).exit, ExitCode::Protocol);
}

QTEST_GUILESS_MAIN(StatusTest)
#include "tst_status.moc"
