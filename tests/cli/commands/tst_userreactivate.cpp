// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserReactivateTest : public QObject
{
    Q_OBJECT

private slots:
    void liftsASuspension();
    void onlyAsksInADryRun();
};

void UserReactivateTest::liftsASuspension()
{
    FakeApi api;
    api.answer("DELETE /api/v1/admin/users/alice/suspension",
               R"({"id":"7","name":"Alice","state":"active","endedSessions":0,"suspension":null})");
    CliProgram program;
    const auto outcome =
        program.run({u"user"_s, u"reactivate"_s, u"alice"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "User:           7\n"
             "Name:           Alice\n"
             "State:          active\n"
             "Until:          -\n"
             "Because:        -\n"
             "Sessions ended: 0\n");
}

void UserReactivateTest::onlyAsksInADryRun()
{
    FakeApi api;
    api.answer("DELETE /api/v1/admin/users/alice/suspension?dryRun=true",
               R"({"id":"7","name":"Alice","state":"active","endedSessions":0,"suspension":null})");
    CliProgram program;
    const auto outcome = program.run(
        {u"user"_s, u"reactivate"_s, u"alice"_s, u"--dry-run"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(outcome.err.contains("nothing was changed"));
}

QTEST_GUILESS_MAIN(UserReactivateTest)
#include "tst_userreactivate.moc"
