// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserResetTotpTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void takesItAway();
    void onlyAsksInADryRun();
    void wantsToBeConfirmed();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program.run(QStringList{u"user"_s, u"reset-totp"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }
    QByteArray asked() const { return m_api.requests().last().body; }

    CliProgram m_program;
    FakeApi m_api;
};

void UserResetTotpTest::init()
{
    m_api.answer("POST /api/v1/admin/users/7/second-factor/reset",
                 R"({"id":"7","name":"Alice","endedSessions":2})");
}

void UserResetTotpTest::takesItAway()
{
    const auto outcome = run({u"7"_s, u"--end-sessions"_s, u"--yes"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "User:           7\n"
             "Name:           Alice\n"
             "Sessions ended: 2\n");
    QCOMPARE(asked(), R"({"endSessions":true})");
}

void UserResetTotpTest::onlyAsksInADryRun()
{
    const auto outcome = run({u"7"_s, u"--dry-run"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.err, "This is what would be: nothing was changed.\n");
    QCOMPARE(m_api.requests().last().body, R"({"dryRun":true})");
}

void UserResetTotpTest::wantsToBeConfirmed()
{
    const auto before = m_api.requests().size();
    const auto outcome = run({u"7"_s});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("--yes"));
    QCOMPARE(m_api.requests().size(), before);
}

QTEST_GUILESS_MAIN(UserResetTotpTest)
#include "tst_userresettotp.moc"
