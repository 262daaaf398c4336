// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

//! \brief What is done with one report.
class ReportResolveTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_api = std::make_unique<FakeApi>(); }

    void asks_data();
    void asks();
    void showsAReport();
    void saysWhatIsRefused();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        qputenv("TZ", "UTC");
        return m_program.run(QStringList{u"report"_s} + words
                             + QStringList{u"--server"_s, m_api->url()});
    }

    CliProgram m_program;
    std::unique_ptr<FakeApi> m_api;
};

void ReportResolveTest::asks_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");

    const QByteArray path = "/api/v1/admin/reports/9";
    QTest::newRow("take") << QStringList{u"take"_s, u"9"_s} << "PUT " + path + "/assignee"
                          << QByteArray("{}");
    QTest::newRow("give") << QStringList{u"take"_s, u"9"_s, u"--for"_s, u"alice"_s}
                          << "PUT " + path + "/assignee" << QByteArray(R"({"userId":"alice"})");
    QTest::newRow("note") << QStringList{u"note"_s, u"9"_s, u"Asked"_s} << "POST " + path + "/notes"
                          << QByteArray(R"({"note":"Asked"})");
    QTest::newRow("resolve") << QStringList{u"resolve"_s, u"9"_s} << "POST " + path + "/resolution"
                             << QByteArray("{}");
    QTest::newRow("dismiss") << QStringList{u"dismiss"_s, u"9"_s, u"--note"_s, u"Fine"_s}
                             << "POST " + path + "/dismissal" << QByteArray(R"({"note":"Fine"})");
    QTest::newRow("reopen") << QStringList{u"reopen"_s, u"9"_s, u"--dry-run"_s}
                            << "POST " + path + "/reopening" << QByteArray(R"({"dryRun":true})");
}

void ReportResolveTest::asks()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    m_api->answer(request, R"({"id":"9","kind":"user","subjectId":"8","state":"open"})");
    const auto outcome = run(words);
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(m_api->requests().last().method + ' ' + m_api->requests().last().target, request);
    QCOMPARE(m_api->requests().last().body, body);
    QVERIFY(outcome.out.startsWith("ID: "));
}

void ReportResolveTest::showsAReport()
{
    m_api->answer("GET /api/v1/admin/reports/9",
                  R"({"id":"9","kind":"message","subjectId":"5","conversationId":"4",
                     "reporter":{"id":"7","name":"Alice"},"about":{"id":"8","name":"Bob"},
                     "reason":"spam","state":"in_progress","assignee":"user:3","text":"Help",
                     "evidence":{"kind":"text","text":"Buy!"},
                     "notes":[{"at":"2026-11-21T12:00:00.000Z","by":"user:3","text":"Asked"}],
                     "createdAt":"2026-11-20T12:00:00.000Z",
                     "updatedAt":"2026-11-21T12:00:00.000Z"})");
    const auto outcome = run({u"show"_s, u"9"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "ID:            9\n"
             "Kind:          message\n"
             "Subject:       5\n"
             "Conversation:  4\n"
             "About:         Bob\n"
             "About's ID:    8\n"
             "Reporter:      Alice\n"
             "Reporter's ID: 7\n"
             "Reason:        spam\n"
             "Text:          Help\n"
             "Evidence:      kind text, text Buy!\n"
             "State:         in_progress\n"
             "Assignee:      user:3\n"
             "Notes:         at 2026-11-21T12:00:00.000Z, by user:3, text Asked\n"
             "Created:       2026-11-20 12:00:00\n"
             "Updated:       2026-11-21 12:00:00\n");
}

void ReportResolveTest::saysWhatIsRefused()
{
    m_api->answer("POST /api/v1/admin/reports/9/resolution",
                  R"({"error":{"code":"report_settled","message":"This report is settled."}})",
                  409);
    const auto outcome = run({u"resolve"_s, u"9"_s});
    QCOMPARE(outcome.exit, ExitCode::CannotCreate);
    QCOMPARE(outcome.err, "linnetctl: This report is settled.\n");
    QCOMPARE(run({u"resolve"_s}).exit, ExitCode::Usage);
}

QTEST_GUILESS_MAIN(ReportResolveTest)
#include "tst_reportresolve.moc"
