// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class OwnerClaimTest : public QObject
{
    Q_OBJECT

private slots:
    void saysTheCodeThatIsRead();
    void saysThatItIsWrong();
    void asksNobodyWhoIsNotThere();
};

void OwnerClaimTest::saysTheCodeThatIsRead()
{
    FakeApi api;
    api.answer("POST /api/v1/admin/owner",
               R"({"userId":"7","role":"owner","capabilities":["users.read","staff.write"]})");
    CliProgram program;
    const auto outcome = program.run(
        {u"owner"_s, u"claim"_s, u"--code-file"_s, u"-"_s, u"--server"_s, api.url()}, " abc \n");
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(outcome.out.startsWith("User: 7\nRole: owner\nMay:  users.read"));
    QCOMPARE(api.requests().value(0).body, R"({"code":"abc"})");
}

void OwnerClaimTest::saysThatItIsWrong()
{
    FakeApi api;
    api.answer("POST /api/v1/admin/owner",
               R"({"error":{"code":"wrong_code","message":"This is not the code."}})", 403);
    CliProgram program;
    const auto outcome = program.run(
        {u"owner"_s, u"claim"_s, u"--code-file"_s, u"-"_s, u"--server"_s, api.url()}, "abc\n");
    QCOMPARE(outcome.exit, ExitCode::NoPermission);
    QVERIFY(outcome.err.startsWith("linnetctl: This is not the code."));
}

void OwnerClaimTest::asksNobodyWhoIsNotThere()
{
    FakeApi api;
    CliProgram program;
    const auto outcome = program.run({u"owner"_s, u"claim"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("--code-file"));
    QVERIFY(api.requests().isEmpty());
}

QTEST_GUILESS_MAIN(OwnerClaimTest)
#include "tst_ownerclaim.moc"
