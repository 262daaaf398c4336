// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminStaffTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatOneMayDo();
    void listsWhoRunsTheServer();
    void setsARole();
    void refusesWhatIsNoRole();
    void leavesAnOwner();
    void takesNoCodeOnceThereIsAnOwner();
    void theOperatorMayDoAllWithoutAnAccount();
};

void AdminStaffTest::saysWhatOneMayDo()
{
    AdminFixture admin;
    const QJsonObject me =
        AdminFixture::body(admin.ask(Method::Get, "/api/v1/admin/me", admin.alice));
    QCOMPARE(me["userId"_L1], QJsonValue(u"1"_s));
    QCOMPARE(me["role"_L1], QJsonValue(u"owner"_s));
    QVERIFY(me["capabilities"_L1].toArray().contains(u"staff.write"_s));
}

void AdminStaffTest::listsWhoRunsTheServer()
{
    AdminFixture admin;
    const QJsonObject list =
        AdminFixture::body(admin.ask(Method::Get, "/api/v1/admin/staff", admin.alice));
    QCOMPARE(list["items"_L1].toArray().size(), 1);
    QCOMPARE(list["items"_L1][0]["name"_L1], QJsonValue(u"User 1"_s));
    QCOMPARE(list["items"_L1][0]["role"_L1], QJsonValue(u"owner"_s));
    QVERIFY(list["nextCursor"_L1].isNull());
}

void AdminStaffTest::setsARole()
{
    AdminFixture admin;
    const auto set = admin.ask(Method::Put, "/api/v1/admin/users/2/role", admin.alice,
                               {{"role"_L1, u"moderator"_s}});
    QCOMPARE(AdminFixture::body(set)["role"_L1], QJsonValue(u"moderator"_s));
    QCOMPARE(admin.staff.roleOf(admin.bob), StaffRole::Moderator);
    const auto entry = await(admin.audit.list({}))->entries.front();
    QCOMPARE(entry.actor, u"user:1"_s);
    QCOMPARE(entry.address, u"127.0.0.1"_s);
    QCOMPARE(entry.requestId, u"request"_s);
}

void AdminStaffTest::refusesWhatIsNoRole()
{
    AdminFixture admin;
    const auto wrong =
        admin.ask(Method::Put, "/api/v1/admin/users/2/role", admin.alice, {{"role"_L1, u"king"_s}});
    QCOMPARE(wrong.error().message,
             u"role must be one of none, auditor, moderator, admin, owner"_s);
    const auto nobody = admin.ask(Method::Put, "/api/v1/admin/users/x/role", admin.alice,
                                  {{"role"_L1, u"admin"_s}});
    QCOMPARE(nobody.error().kind, Error::Kind::NotFound);
}

void AdminStaffTest::leavesAnOwner()
{
    AdminFixture admin;
    const auto set =
        admin.ask(Method::Put, "/api/v1/admin/users/1/role", admin.alice, {{"role"_L1, u"none"_s}});
    QCOMPARE(set.error().code, "last_owner"_L1);
}

void AdminStaffTest::takesNoCodeOnceThereIsAnOwner()
{
    AdminFixture admin;
    const auto claimed =
        admin.ask(Method::Post, "/api/v1/admin/owner", admin.bob, {{"code"_L1, u"guess"_s}});
    QCOMPARE(claimed.error().code, "wrong_code"_L1);
    QCOMPARE(admin.staff.roleOf(admin.bob), StaffRole::None);
}

void AdminStaffTest::theOperatorMayDoAllWithoutAnAccount()
{
    AdminFixture admin;
    const Caller caller = AdminFixture::localOperator();
    const QJsonObject me = AdminFixture::body(admin.ask(Method::Get, "/api/v1/admin/me", caller));
    QVERIFY(me["userId"_L1].isNull());
    QCOMPARE(me["role"_L1], QJsonValue(u"operator"_s));
    QVERIFY(me["capabilities"_L1].toArray().contains(u"staff.write"_s));
    const auto set =
        admin.ask(Method::Put, "/api/v1/admin/users/2/role", caller, {{"role"_L1, u"owner"_s}});
    QCOMPARE(AdminFixture::body(set)["role"_L1], QJsonValue(u"owner"_s));
    const auto entry = await(admin.audit.list({}))->entries.front();
    QCOMPARE(entry.actor, u"local:1000"_s);
    QCOMPARE(entry.address, QString());
}

QTEST_GUILESS_MAIN(AdminStaffTest)
#include "tst_adminstaff.moc"
