// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserShowTest : public QObject
{
    Q_OBJECT

private slots:
    void showsOneLineForEachThing();
    void findsPeopleByWhatTheySignInWith();
    void saysWhoThereIsNot();
};

namespace {

const QByteArray Account = R"({"id":"7","name":"Alice","username":null,"phone":"+911111111111",
"email":"alice@example.org","emailVerified":false,"language":null,"role":"none","state":"suspended",
"suspension":{"since":"2026-11-21T12:00:00.000Z","until":null,"reason":"Spam","by":"user:1"},
"hasPassword":true,"hasSecondFactor":false,"activeSessions":0,
"createdAt":"2026-11-20T12:00:00.000Z","lastSeenAt":"2026-11-21T11:59:00.000Z"})";

} // namespace

void UserShowTest::showsOneLineForEachThing()
{
    qputenv("TZ", "UTC");
    FakeApi api;
    api.answer("GET /api/v1/admin/users/7", Account);
    CliProgram program;
    const auto outcome = program.run({u"user"_s, u"show"_s, u"7"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "ID:                7\n"
             "Name:              Alice\n"
             "User name:         -\n"
             "Phone:             +911111111111\n"
             "E-mail:            alice@example.org\n"
             "E-mail verified:   no\n"
             "Language:          -\n"
             "Role:              none\n"
             "State:             suspended\n"
             "Suspended since:   2026-11-21 12:00:00\n"
             "Suspended until:   -\n"
             "Suspended because: Spam\n"
             "Suspended by:      user:1\n"
             "Erased after:      -\n"
             "Erasure asked by:  -\n"
             "Erased:            -\n"
             "Merged into:       -\n"
             "Merged:            -\n"
             "Merged by:         -\n"
             "Password:          yes\n"
             "Second factor:     no\n"
             "Active sessions:   0\n"
             "Created:           2026-11-20 12:00:00\n"
             "Last seen:         2026-11-21 11:59:00\n");
}

void UserShowTest::findsPeopleByWhatTheySignInWith()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/users/alice%40example.org", Account);
    CliProgram program;
    const auto outcome = program.run({u"user"_s, u"show"_s, u"alice@example.org"_s, u"-o"_s,
                                      u"name"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.out, "7\n");
}

void UserShowTest::saysWhoThereIsNot()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/users/8",
               R"({"error":{"code":"user_not_found","message":"User not found"}})", 404);
    CliProgram program;
    const auto outcome = program.run({u"user"_s, u"show"_s, u"8"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.exit, ExitCode::NoInput);
    QCOMPARE(outcome.err, "linnetctl: User not found\n");
}

QTEST_GUILESS_MAIN(UserShowTest)
#include "tst_usershow.moc"
