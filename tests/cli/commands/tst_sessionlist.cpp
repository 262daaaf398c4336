// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SessionListTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhoIsSignedIn_data();
    void showsWhoIsSignedIn();
    void asksTheOperatorsSocket();
};

namespace {

const QByteArray Page = R"({"items":[
{"id":"7","user":{"id":"1","name":"Alice"},"device":"phone","client":"web","dialect":"phone",
 "address":"10.0.0.1","transports":["websocket"],"node":0,"sockets":1,"queuedBytes":2048,
 "createdAt":"2026-11-21T12:00:00.000Z",
 "lastSeenAt":"2026-11-21T12:54:28.146Z","state":"active"},
{"id":"8","user":{"id":"2","name":"李雷"},"device":null,"client":"","dialect":"mern",
 "address":"::1","createdAt":"2026-11-20T12:00:00.000Z","lastSeenAt":null,
 "state":"ended"}],"nextCursor":null})";

} // namespace

void SessionListTest::showsWhoIsSignedIn_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("table")
        << u"table"_s
        << QByteArray("ID  USER   STATE   DEVICE  ADDRESS   ON         LAST SEEN\n"
                      "7   Alice  active  phone   10.0.0.1  websocket  2026-11-21 12:54:28\n"
                      "8   李雷   ended   -       ::1       -          -\n");
    QTest::newRow("csv") << u"csv"_s
                         << QByteArray(
                                "id,user.name,user.id,state,device,client,dialect,address,"
                                "transports,node,sockets,queuedBytes,createdAt,lastSeenAt\r\n"
                                "7,Alice,1,active,phone,web,phone,10.0.0.1,"
                                "\"[\"\"websocket\"\"]\",0,1,2048,"
                                "2026-11-21T12:00:00.000Z,2026-11-21T12:54:28.146Z\r\n"
                                "8,李雷,2,ended,,,mern,::1,,,,,2026-11-20T12:00:00.000Z,\r\n");
    QTest::newRow("name") << u"name"_s << QByteArray("7\n8\n");
}

void SessionListTest::showsWhoIsSignedIn()
{
    QFETCH(QString, format);
    qputenv("TZ", "UTC");
    FakeApi api;
    api.answer("GET /api/v1/admin/sessions", Page);
    CliProgram program;

    const auto outcome =
        program.run({u"session"_s, u"list"_s, u"-o"_s, format, u"--server"_s, api.url()});

    QCOMPARE(outcome.err, QByteArray());
    QTEST(outcome.out, "text");
}

void SessionListTest::asksTheOperatorsSocket()
{
    CliProgram program;
    const QString path = program.folder() + u"/operator.sock"_s;
    FakeApi api(path);
    api.answer("GET /api/v1/admin/sessions", Page);
    qputenv("LINNET_TOKEN", "abc");

    const auto outcome =
        program.run({u"session"_s, u"list"_s, u"-o"_s, u"name"_s, u"--local="_s + path});

    QCOMPARE(outcome.out, "7\n8\n");
    QVERIFY(!api.requests().value(0).head.contains("Authorization"));
}

QTEST_GUILESS_MAIN(SessionListTest)
#include "tst_sessionlist.moc"
