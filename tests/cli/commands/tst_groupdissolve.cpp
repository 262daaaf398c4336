// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class GroupDissolveTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void isConfirmedByTheTitle();
    void isNotConfirmedByYes();
    void isNotConfirmedByAnotherTitle();
    void needsNoConfirmationInADryRun();
    void confirmsNothingThatCanBeUndone();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        qputenv("TZ", "UTC");
        return m_program.run(QStringList{u"group"_s, u"dissolve"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }

    CliProgram m_program;
    FakeApi m_api;
};

void GroupDissolveTest::init()
{
    m_api.answer("GET /api/v1/admin/groups/9",
                 R"({"id":"9","title":"Cooking","owner":{"id":"7","name":"Alice"},"state":"active",
                     "members":3,"messages":12,"createdAt":"2026-11-20T12:00:00.000Z",
                     "updatedAt":"2026-11-21T12:00:00.000Z"})");
    m_api.answer("POST /api/v1/admin/groups/9/dissolution",
                 R"({"id":"9","title":"Cooking","owner":{"id":"7","name":"Alice"},"state":"active",
                     "members":3,"messages":12,"createdAt":"2026-11-20T12:00:00.000Z",
                     "updatedAt":"2026-11-21T12:00:00.000Z"})");
}

void GroupDissolveTest::isConfirmedByTheTitle()
{
    const auto outcome = run({u"9"_s, u"--confirm=Cooking"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(m_api.requests().last().method, "POST");
    QCOMPARE(m_api.requests().last().body, "{}");
}

void GroupDissolveTest::isNotConfirmedByYes()
{
    const auto outcome = run({u"9"_s, u"--yes"_s});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QCOMPARE(outcome.err,
             "linnetctl: This takes all 3 members out of \"Cooking\". It cannot be undone.\n"
             "hint: Say --confirm='Cooking' where it is meant.\n");
    QCOMPARE(m_api.requests().last().method, "GET");
}

void GroupDissolveTest::isNotConfirmedByAnotherTitle()
{
    const auto outcome = run({u"9"_s, u"--confirm"_s, u"Baking"_s});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("Nothing was changed"));
    QCOMPARE(m_api.requests().last().method, "GET");
}

void GroupDissolveTest::needsNoConfirmationInADryRun()
{
    QCOMPARE(run({u"9"_s, u"--dry-run"_s}).exit, ExitCode::Done);
    QCOMPARE(m_api.requests().last().body, R"({"dryRun":true})");
}

void GroupDissolveTest::confirmsNothingThatCanBeUndone()
{
    const auto outcome = m_program.run(
        {u"group"_s, u"freeze"_s, u"9"_s, u"--confirm=Cooking"_s, u"--server"_s, m_api.url()});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("--confirm"));
}

QTEST_GUILESS_MAIN(GroupDissolveTest)
#include "tst_groupdissolve.moc"
