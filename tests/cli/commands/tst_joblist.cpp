// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Dead = R"({"id":"9","kind":"mail","state":"dead","attempts":25,"dueAt":null,
"node":null,"lastError":"550 No such mailbox","createdAt":"2026-11-21T00:00:00.000Z",
"updatedAt":"2026-11-22T00:00:00.000Z"})";

} // namespace

class JobListTest : public QObject
{
    Q_OBJECT

private slots:
    void listsThem();
    void sorts();
    void showsOne();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        qputenv("TZ", "UTC");
        return m_program.run(QStringList{u"job"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }

    CliProgram m_program;
    FakeApi m_api;
};

void JobListTest::listsThem()
{
    m_api.answer("GET /api/v1/admin/jobs", R"({"items":[)" + Dead + R"(],"nextCursor":null})");
    const auto outcome = run({u"list"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "ID  KIND  STATE  ATTEMPTS  DUE  LAST ERROR\n"
             "9   mail  dead         25  -    550 No such mailbox\n");
    QCOMPARE(run({u"list"_s, u"-o"_s, u"name"_s}).out, "9\n");
}

void JobListTest::sorts()
{
    m_api.answer("GET /api/v1/admin/jobs", R"({"items":[],"nextCursor":null})");
    QCOMPARE(run({u"list"_s, u"--sort"_s, u"-updated"_s}).exit, ExitCode::Done);
    QVERIFY(m_api.requests().last().target.contains("sort=-updated"));
    QCOMPARE(run({u"list"_s, u"--sort"_s, u"kind"_s}).exit, ExitCode::Usage);
}

void JobListTest::showsOne()
{
    m_api.answer("GET /api/v1/admin/jobs/9", Dead);
    const auto outcome = run({u"show"_s, u"9"_s});
    QCOMPARE(outcome.err, QByteArray());
    QVERIFY2(outcome.out.contains("Last error: 550 No such mailbox\n"), outcome.out);
    QVERIFY(outcome.out.contains("2026-11-22 00:00:00"));
}

QTEST_GUILESS_MAIN(JobListTest)
#include "tst_joblist.moc"
