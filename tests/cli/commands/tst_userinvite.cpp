// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserInviteTest : public QObject
{
    Q_OBJECT

private slots:
    void hasALinkMailed();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program.run(QStringList{u"user"_s, u"invite"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }
    QByteArray asked() const { return m_api.requests().value(0).body; }

    CliProgram m_program;
    FakeApi m_api;
};

void UserInviteTest::hasALinkMailed()
{
    m_api.answer("POST /api/v1/admin/invitations",
                 R"({"id":"7","name":"Alice","sentTo":"alice@example.org"})", 201);
    const auto outcome =
        run({u"alice@example.org"_s, u"--name"_s, u"Alice"_s, u"--role"_s, u"moderator"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "User:      7\n"
             "Name:      Alice\n"
             "Mailed to: alice@example.org\n");
    QCOMPARE(asked(), R"({"email":"alice@example.org","name":"Alice","role":"moderator"})");
    QVERIFY(run({u"bob@example.org"_s, u"--dry-run"_s}).err.contains("nothing was changed"));
    QCOMPARE(m_api.requests().last().body, R"({"dryRun":true,"email":"bob@example.org"})");
}

QTEST_GUILESS_MAIN(UserInviteTest)
#include "tst_userinvite.moc"
