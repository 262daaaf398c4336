// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class OtpLockoutsTest : public QObject
{
    Q_OBJECT

private slots:
    void listsThem();
    void endsOne();
    void wantsAScope();
};

void OtpLockoutsTest::listsThem()
{
    qputenv("TZ", "UTC");
    FakeApi api;
    api.answer("GET /api/v1/admin/otp/lockouts", R"({"items":[
{"scope":"address","subject":"192.0.2.1","period":"day","used":100,"most":100,
 "until":"2026-11-22T00:00:00.000Z"}],"nextCursor":null})");
    CliProgram program;
    QCOMPARE(program.run({u"otp"_s, u"lockouts"_s, u"--server"_s, api.url()}).out,
             "SCOPE    SUBJECT    PER  USED   OF  UNTIL\n"
             "address  192.0.2.1  day   100  100  2026-11-22 00:00:00\n");
}

void OtpLockoutsTest::endsOne()
{
    FakeApi api;
    api.answer("POST /api/v1/admin/otp/lockouts/end", R"({"scope":"address","budgets":2})");
    CliProgram program;
    const auto outcome = program.run(
        {u"otp"_s, u"unlock"_s, u"address"_s, u"192.0.2.1"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.out, "Budgets forgotten: 2\n");
    QCOMPARE(api.requests().last().body, R"({"scope":"address","subject":"192.0.2.1"})");
}

void OtpLockoutsTest::wantsAScope()
{
    FakeApi api;
    CliProgram program;
    QCOMPARE(program.run({u"otp"_s, u"unlock"_s, u"planet"_s, u"--server"_s, api.url()}).exit,
             ExitCode::Usage);
    QVERIFY(api.requests().isEmpty());
}

QTEST_GUILESS_MAIN(OtpLockoutsTest)
#include "tst_otplockouts.moc"
