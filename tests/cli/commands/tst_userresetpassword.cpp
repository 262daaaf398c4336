// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserResetPasswordTest : public QObject
{
    Q_OBJECT

private slots:
    void hasALinkMailed();
    void saysWhyNoneIs();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program.run(QStringList{u"user"_s, u"reset-password"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }
    QByteArray asked() const { return m_api.requests().value(0).body; }

    CliProgram m_program;
    FakeApi m_api;
};

void UserResetPasswordTest::hasALinkMailed()
{
    m_api.answer("POST /api/v1/admin/users/7/password/reset",
                 R"({"id":"7","name":"Alice","sentTo":"alice@example.org"})");
    const auto outcome = run({u"7"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "User:      7\n"
             "Name:      Alice\n"
             "Mailed to: alice@example.org\n");
    QCOMPARE(asked(), "{}");
    QVERIFY(run({u"7"_s, u"--dry-run"_s}).err.contains("nothing was changed"));
    QCOMPARE(m_api.requests().last().body, R"({"dryRun":true})");
}

void UserResetPasswordTest::saysWhyNoneIs()
{
    m_api.answer("POST /api/v1/admin/users/8/password/reset",
                 R"({"error":{"code":"email_missing","message":"No address."}})", 409);
    const auto outcome = run({u"8"_s});
    QCOMPARE(outcome.exit, ExitCode::CannotCreate);
    QCOMPARE(outcome.err, "linnetctl: No address.\n");
}

QTEST_GUILESS_MAIN(UserResetPasswordTest)
#include "tst_userresetpassword.moc"
