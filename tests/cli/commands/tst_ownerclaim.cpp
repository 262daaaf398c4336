// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTemporaryDir>
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
    void appointsWhomTheOperatorNames();
    void wantsToKnowWhoIsMeant_data();
    void wantsToKnowWhoIsMeant();
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
    QCOMPARE(program
                 .run({u"owner"_s, u"claim"_s, u"--code-file"_s, u"-"_s, u"--dry-run"_s,
                       u"--server"_s, api.url()},
                      "abc\n")
                 .exit,
             ExitCode::Done);
    QCOMPARE(api.requests().value(1).body, R"({"code":"abc","dryRun":true})");
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

void OwnerClaimTest::appointsWhomTheOperatorNames()
{
    const QTemporaryDir folder;
    const QString socket = folder.filePath(u"operator.sock"_s);
    FakeApi api(socket);
    api.answer("PUT /api/v1/admin/users/7/role",
               R"({"userId":"7","role":"owner","capabilities":[]})");
    CliProgram program;
    const auto outcome =
        program.run({u"--local="_s + socket, u"owner"_s, u"claim"_s, u"--user"_s, u"7"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(outcome.out.startsWith("User: 7\nRole: owner\n"));
    QCOMPARE(api.requests().value(0).body, R"({"role":"owner"})");
}

void OwnerClaimTest::wantsToKnowWhoIsMeant_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("err");

    QTest::newRow("nobody") << QStringList{u"--local=/nowhere"_s}
                            << QByteArray("linnetctl: Nobody is signed in over the operator's "
                                          "socket.\nhint: Say with --user ID which account is to "
                                          "be the owner.\n");
    QTest::newRow("over the network")
        << QStringList{u"--server"_s, u"http://127.0.0.1:1"_s, u"--user"_s, u"7"_s}
        << QByteArray("linnetctl: --user is for the operator's socket.\nhint: Say --local as "
                      "well.\n");
}

void OwnerClaimTest::wantsToKnowWhoIsMeant()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, err);
    CliProgram program;
    const auto outcome = program.run(QStringList{u"owner"_s, u"claim"_s} + words);
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QCOMPARE(outcome.err, err);
}

QTEST_GUILESS_MAIN(OwnerClaimTest)
#include "tst_ownerclaim.moc"
