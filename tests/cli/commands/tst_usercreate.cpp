// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserCreateTest : public QObject
{
    Q_OBJECT

private slots:
    void makesAnAccount();
    void knowsTheRoles();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program.run(QStringList{u"user"_s, u"create"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }
    QByteArray asked() const { return m_api.requests().value(0).body; }

    CliProgram m_program;
    FakeApi m_api;
};

void UserCreateTest::makesAnAccount()
{
    m_api.answer("POST /api/v1/admin/users",
                 R"({"id":"7","name":"Alice","username":null,"phone":"+911111111111",
                    "email":"alice@example.org","emailVerified":true,"role":"none"})",
                 201);
    const auto outcome = run({u"Alice"_s, u"--phone"_s, u"+911111111111"_s, u"--email"_s,
                              u"alice@example.org"_s, u"--role"_s, u"none"_s, u"--dry-run"_s});
    QCOMPARE(outcome.err, "This is what would be: nothing was changed.\n");
    QCOMPARE(outcome.out,
             "ID:              7\n"
             "Name:            Alice\n"
             "User name:       -\n"
             "Phone:           +911111111111\n"
             "E-mail:          alice@example.org\n"
             "E-mail verified: yes\n"
             "Role:            none\n");
    QCOMPARE(asked(),
             R"({"dryRun":true,"email":"alice@example.org","name":"Alice",)"
             R"("phone":"+911111111111","role":"none"})");
}

void UserCreateTest::knowsTheRoles()
{
    const auto before = m_api.requests().size();
    QCOMPARE(run({u"Alice"_s, u"--role"_s, u"king"_s}).exit, ExitCode::Usage);
    QCOMPARE(m_api.requests().size(), before);
}

QTEST_GUILESS_MAIN(UserCreateTest)
#include "tst_usercreate.moc"
