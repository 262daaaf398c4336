// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserListTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhoHasAnAccount_data();
    void showsWhoHasAnAccount();
    void sortsWhereItIsTold();
    void knowsTheOrders();
};

namespace {

const QByteArray Page = R"({"items":[
{"id":"7","name":"Alice","username":"al","phone":"+911111111111","email":null,
 "emailVerified":false,"state":"active","role":"owner","createdAt":"2026-11-21T12:00:00.000Z",
 "lastSeenAt":"2026-11-21T12:54:28.146Z","suspension":null},
{"id":"8","name":"مها","username":null,"phone":null,"email":"maha@example.org",
 "emailVerified":true,"state":"suspended","role":"none","createdAt":"2026-11-20T12:00:00.000Z",
 "lastSeenAt":null,"suspension":{"since":"2026-11-21T12:00:00.000Z"}}],"nextCursor":null})";

} // namespace

void UserListTest::showsWhoHasAnAccount_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("table")
        << u"table"_s
        << QByteArray(
               "ID  NAME   PHONE          EMAIL             STATE      ROLE   LAST SEEN\n"
               "7   Alice  +911111111111  -                 active     owner  2026-11-21 12:54:28\n"
               "8   \u2068مها\u2069    -              maha@example.org  suspended  none   -\n");
    QTest::newRow("csv") << u"csv"_s
                         << QByteArray(
                                "id,name,username,phone,email,state,role,createdAt,lastSeenAt\r\n"
                                "7,Alice,al,'+911111111111,,active,owner,"
                                "2026-11-21T12:00:00.000Z,2026-11-21T12:54:28.146Z\r\n"
                                "8,مها,,,maha@example.org,suspended,none,"
                                "2026-11-20T12:00:00.000Z,\r\n");
    QTest::newRow("name") << u"name"_s << QByteArray("7\n8\n");
}

void UserListTest::showsWhoHasAnAccount()
{
    QFETCH(QString, format);
    qputenv("TZ", "UTC");
    FakeApi api;
    api.answer("GET /api/v1/admin/users", Page);
    CliProgram program;

    const auto outcome =
        program.run({u"user"_s, u"list"_s, u"-o"_s, format, u"--server"_s, api.url()});

    QCOMPARE(outcome.err, QByteArray());
    QTEST(outcome.out, "text");
}

void UserListTest::sortsWhereItIsTold()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/users?limit=200&sort=name", Page);
    CliProgram program;
    const auto outcome = program.run({u"user"_s, u"list"_s, u"--sort"_s, u"name"_s, u"-o"_s,
                                      u"name"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.out, "7\n8\n");
}

void UserListTest::knowsTheOrders()
{
    FakeApi api;
    CliProgram program;
    const auto outcome =
        program.run({u"user"_s, u"list"_s, u"--sort"_s, u"size"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(api.requests().isEmpty());
}

QTEST_GUILESS_MAIN(UserListTest)
#include "tst_userlist.moc"
