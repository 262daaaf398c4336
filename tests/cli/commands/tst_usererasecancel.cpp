// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserEraseCancelTest : public QObject
{
    Q_OBJECT

private slots:
    void cancels();
    void saysThatItIsTooLate();

private:
    static CliProgram::Outcome run(const FakeApi &api)
    {
        CliProgram program;
        return program.run({u"user"_s, u"erase-cancel"_s, u"alice"_s, u"--server"_s, api.url()});
    }
};

void UserEraseCancelTest::cancels()
{
    FakeApi api;
    api.answer("DELETE /api/v1/admin/users/alice/erase",
               R"({"id":"7","name":"Alice","state":"active","endedSessions":0,"erasure":null})");
    const auto outcome = run(api);
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(outcome.out.contains("State:          active\n"));
    QVERIFY(outcome.out.contains("Erased after:   -\n"));
}

void UserEraseCancelTest::saysThatItIsTooLate()
{
    FakeApi api;
    api.answer("DELETE /api/v1/admin/users/alice/erase",
               R"({"error":{"code":"erasure_begun","message":"Too late."}})", 409);
    const auto outcome = run(api);
    QVERIFY(outcome.exit != ExitCode::Done);
    QCOMPARE(outcome.err, QByteArray("linnetctl: Too late.\n"));
}

QTEST_GUILESS_MAIN(UserEraseCancelTest)
#include "tst_usererasecancel.moc"
