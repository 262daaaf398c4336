// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class GroupSetRoleTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhoAndWhat();
    void knowsTheRoles();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        qputenv("TZ", "UTC");
        return m_program.run(QStringList{u"group"_s, u"set-role"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }

    CliProgram m_program;
    FakeApi m_api;
};

void GroupSetRoleTest::saysWhoAndWhat()
{
    m_api.answer("PUT /api/v1/admin/groups/9/members/alice/role",
                 R"({"id":"9","title":"Cooking","owner":{"id":"7","name":"Alice"},"state":"active",
                     "members":3,"messages":12,"createdAt":"2026-11-20T12:00:00.000Z",
                     "updatedAt":"2026-11-21T12:00:00.000Z"})");
    QCOMPARE(run({u"9"_s, u"alice"_s, u"admin"_s}).exit, ExitCode::Done);
    QCOMPARE(m_api.requests().last().body, R"({"role":"admin"})");
}

void GroupSetRoleTest::knowsTheRoles()
{
    const auto before = m_api.requests().size();
    QCOMPARE(run({u"9"_s, u"alice"_s, u"owner"_s}).exit, ExitCode::Usage);
    QCOMPARE(m_api.requests().size(), before);
}

QTEST_GUILESS_MAIN(GroupSetRoleTest)
#include "tst_groupsetrole.moc"
