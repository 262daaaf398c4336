// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminrows.h"

#include <QTest>

using namespace linnet;
using namespace linnet::admin;
using namespace Qt::StringLiterals;

class AdminRowsTest : public QObject
{
    Q_OBJECT

private slots:
    void makesRowsOfTheStaffs();
    void namesWhoAsks();
    void knowsARehearsal();
    void readsADuration();
};

void AdminRowsTest::makesRowsOfTheStaffs()
{
    const Endpoint read =
        endpoint({"a.list"_L1, Method::Get, "/a"_L1, Capability::UsersRead}, {{"x"_L1}}, {});
    QCOMPARE(read.access, Access::Staff);
    QCOMPARE(read.cost, Cost::Read);
    QCOMPARE(read.capabilities, Capabilities(Capability::UsersRead));
    QCOMPARE(read.request.size(), 1);
    QCOMPARE(endpoint({"a.edit"_L1, Method::Put, "/a"_L1, {}}, {}, {}).cost, Cost::Write);
}

void AdminRowsTest::namesWhoAsks()
{
    Call call;
    call.caller.user = UserId(4);
    call.caller.address = QHostAddress(u"2001:db8::1"_s);
    call.requestId = "abc";
    const Actor actor = actorOf(call);
    QCOMPARE(actor.name, u"user:4"_s);
    QCOMPARE(actor.address, u"2001:db8::1"_s);
    QCOMPARE(actor.requestId, u"abc"_s);
}

void AdminRowsTest::knowsARehearsal()
{
    QCOMPARE(runParam({{"dryRun"_L1, true}}), Run::Rehearsal);
    QCOMPARE(runParam({{"dryRun"_L1, false}}), Run::ForReal);
    QCOMPARE(runParam({}), Run::ForReal);
}

void AdminRowsTest::readsADuration()
{
    using namespace std::chrono_literals;
    const auto read = [](const QString &text) {
        return durationParam({{"wait"_L1, text}}, "wait"_L1, 1h);
    };
    QCOMPARE(read(u"90s"_s).value(), std::optional<std::chrono::milliseconds>(90s));
    QCOMPARE(read(u"1h"_s).value(), std::optional<std::chrono::milliseconds>(1h));
    QCOMPARE(read(u"0"_s).value(), std::optional<std::chrono::milliseconds>(0ms));
    QVERIFY(!durationParam({}, "wait"_L1, 1h).value());
    for (const QString &wrong : {u"61m"_s, u"soon"_s, QString()}) {
        QCOMPARE(read(wrong).error().code, "invalid_input"_L1);
        QVERIFY(read(wrong).error().message.startsWith(u"wait "_s));
    }
}

QTEST_GUILESS_MAIN(AdminRowsTest)
#include "tst_adminrows.moc"
