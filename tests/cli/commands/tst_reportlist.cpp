// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ReportListTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatThereIs();
    void asksForAnOrder();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        qputenv("TZ", "UTC");
        return m_program.run(QStringList{u"report"_s, u"list"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }

    CliProgram m_program;
    FakeApi m_api;
};

void ReportListTest::showsWhatThereIs()
{
    m_api.answer("GET /api/v1/admin/reports",
                 R"({"items":[{"id":"9","kind":"message","subjectId":"5","conversationId":"4",
                     "reporter":{"id":"7","name":"Alice"},"about":{"id":"8","name":"Bob"},
                     "reason":"spam","state":"open","assignee":null,
                     "createdAt":"2026-11-20T12:00:00.000Z",
                     "updatedAt":"2026-11-21T12:00:00.000Z"}],"nextCursor":null})");
    const auto outcome = run({});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "ID  KIND     ABOUT  REASON  REPORTER  STATE  ASSIGNEE  CREATED\n"
             "9   message  Bob    spam    Alice     open   -         2026-11-20 12:00:00\n");
}

void ReportListTest::asksForAnOrder()
{
    m_api.answer("GET /api/v1/admin/reports", R"({"items":[],"nextCursor":null})");
    QCOMPARE(run({u"--sort"_s, u"oldest"_s}).exit, ExitCode::Done);
    QVERIFY(m_api.requests().last().target.contains("sort=oldest"));
    QCOMPARE(run({u"--sort"_s, u"name"_s}).exit, ExitCode::Usage);
}

QTEST_GUILESS_MAIN(ReportListTest)
#include "tst_reportlist.moc"
