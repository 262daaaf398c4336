// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlstaffstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlStaffStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void storesRoles();
    void listsTheMostPowerfulFirst();
    void knowsNoStrangers();
};

void SqlStaffStoreTest::storesRoles()
{
    test::TestStores stores;
    test::addUser(*stores, UserId(1));
    QCOMPARE(stores->staff.roleOf(UserId(1)).value(), StaffRole::None);
    for (const StaffRole role : {StaffRole::Owner, StaffRole::Auditor, StaffRole::None}) {
        QVERIFY(stores->staff.setRole(UserId(1), role));
        QCOMPARE(stores->staff.roleOf(UserId(1)).value(), role);
    }
}

void SqlStaffStoreTest::listsTheMostPowerfulFirst()
{
    test::TestStores stores;
    for (const qint64 id : {1, 2, 3, 4})
        test::addUser(*stores, UserId(id));
    QVERIFY(stores->staff.setRole(UserId(3), StaffRole::Owner));
    QVERIFY(stores->staff.setRole(UserId(1), StaffRole::Moderator));
    QVERIFY(stores->staff.setRole(UserId(4), StaffRole::Moderator));

    const auto staff = stores->staff.list();

    QVERIFY(staff);
    QCOMPARE(staff->size(), 3U);
    QCOMPARE(staff->at(0).user.id, UserId(3));
    QCOMPARE(staff->at(0).role, StaffRole::Owner);
    QCOMPARE(staff->at(1).user.displayName, u"User 1"_s);
    QCOMPARE(staff->at(2).user.id, UserId(4));
}

void SqlStaffStoreTest::knowsNoStrangers()
{
    test::TestStores stores;
    QCOMPARE(stores->staff.roleOf(UserId(9)).error().kind, Error::Kind::NotFound);
    QCOMPARE(stores->staff.setRole(UserId(9), StaffRole::Admin).error().kind,
             Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(SqlStaffStoreTest)
#include "tst_sqlstaffstore.moc"
