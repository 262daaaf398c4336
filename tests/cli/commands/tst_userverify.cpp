// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserVerifyTest : public QObject
{
    Q_OBJECT

private slots:
    void vouches();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program.run(QStringList{u"user"_s, u"verify"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }
    QByteArray asked() const { return m_api.requests().value(0).body; }

    CliProgram m_program;
    FakeApi m_api;
};

void UserVerifyTest::vouches()
{
    m_api.answer("POST /api/v1/admin/users/7/email/verification",
                 R"({"id":"7","name":"Alice","username":null,"phone":"+911111111111",
                    "email":"alice@example.org","emailVerified":true,"role":"none"})");
    const auto outcome = run({u"7"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "ID:              7\n"
             "Name:            Alice\n"
             "User name:       -\n"
             "Phone:           +911111111111\n"
             "E-mail:          alice@example.org\n"
             "E-mail verified: yes\n"
             "Role:            none\n");
    QCOMPARE(run({u"7"_s, u"--dry-run"_s}).exit, ExitCode::Done);
    QCOMPARE(m_api.requests().last().body, R"({"dryRun":true})");
}

QTEST_GUILESS_MAIN(UserVerifyTest)
#include "tst_userverify.moc"
