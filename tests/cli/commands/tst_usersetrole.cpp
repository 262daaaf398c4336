// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserSetRoleTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void setsTheRole();
    void onlyAsksInADryRun();
    void takesWhatPeopleAreCalled();
    void wantsToBeConfirmed();
    void knowsTheRoles();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"user"_s, u"set-role"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void UserSetRoleTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("PUT /api/v1/admin/users/7/role",
                  R"({"userId":"7","role":"auditor","capabilities":["audit.read"]})");
}

void UserSetRoleTest::setsTheRole()
{
    const auto outcome = run({u"7"_s, u"auditor"_s, u"--yes"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out, "User: 7\nRole: auditor\nMay:  audit.read\n");
    QCOMPARE(m_api->requests().value(0).body, R"({"role":"auditor"})");
}

void UserSetRoleTest::onlyAsksInADryRun()
{
    const auto outcome = run({u"7"_s, u"auditor"_s, u"--dry-run"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(outcome.err.contains("nothing was changed"));
    QCOMPARE(m_api->requests().value(0).body, R"({"dryRun":true,"role":"auditor"})");
}

void UserSetRoleTest::takesWhatPeopleAreCalled()
{
    m_api->answer("PUT /api/v1/admin/users/alice/role",
                  R"({"userId":"7","role":"none","capabilities":[]})");
    QCOMPARE(run({u"alice"_s, u"none"_s, u"--yes"_s}).exit, ExitCode::Done);
}

void UserSetRoleTest::wantsToBeConfirmed()
{
    const auto outcome = run({u"7"_s, u"auditor"_s});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("--yes"));
    QVERIFY(m_api->requests().isEmpty());
}

void UserSetRoleTest::knowsTheRoles()
{
    QCOMPARE(run({u"7"_s, u"king"_s, u"--yes"_s}).exit, ExitCode::Usage);
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(UserSetRoleTest)
#include "tst_usersetrole.moc"
