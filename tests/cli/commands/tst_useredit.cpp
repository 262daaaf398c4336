// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserEditTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void changesWhatIsSaid();
    void takesAwayWhatIsNamed();
    void wantsToBeConfirmed();
    void wantsToKnowWhat_data();
    void wantsToKnowWhat();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program.run(QStringList{u"user"_s, u"edit"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }
    QByteArray asked() const { return m_api.requests().value(0).body; }

    CliProgram m_program;
    FakeApi m_api;
};

void UserEditTest::init()
{
    m_api.answer("PATCH /api/v1/admin/users/7",
                 R"({"id":"7","name":"Alice","username":null,"phone":"+911111111111",
                    "email":"alice@example.org","emailVerified":true,"role":"none"})");
}

void UserEditTest::changesWhatIsSaid()
{
    const auto outcome = run({u"7"_s, u"--name"_s, u"Alice"_s, u"--yes"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "ID:              7\n"
             "Name:            Alice\n"
             "User name:       -\n"
             "Phone:           +911111111111\n"
             "E-mail:          alice@example.org\n"
             "E-mail verified: yes\n"
             "Role:            none\n");
    QCOMPARE(m_api.requests().last().body, R"({"name":"Alice"})");
}

void UserEditTest::takesAwayWhatIsNamed()
{
    QCOMPARE(
        run({u"7"_s, u"--remove"_s, u"phone"_s, u"--remove"_s, u"username"_s, u"--dry-run"_s}).exit,
        ExitCode::Done);
    QCOMPARE(m_api.requests().last().body, R"({"dryRun":true,"phone":"","username":""})");
}

void UserEditTest::wantsToBeConfirmed()
{
    const auto before = m_api.requests().size();
    const auto outcome = run({u"7"_s, u"--name"_s, u"Alice"_s});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("--yes"));
    QCOMPARE(m_api.requests().size(), before);
}

void UserEditTest::wantsToKnowWhat_data()
{
    QTest::addColumn<QStringList>("words");

    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("both") << QStringList{u"--phone"_s, u"+911111111111"_s, u"--remove"_s,
                                         u"phone"_s};
    QTest::newRow("the name away") << QStringList{u"--remove"_s, u"name"_s};
}

void UserEditTest::wantsToKnowWhat()
{
    QFETCH(QStringList, words);
    const auto before = m_api.requests().size();
    QCOMPARE(run(QStringList{u"7"_s, u"--yes"_s} + words).exit, ExitCode::Usage);
    QCOMPARE(m_api.requests().size(), before);
}

QTEST_GUILESS_MAIN(UserEditTest)
#include "tst_useredit.moc"
