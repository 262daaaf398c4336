// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/authority.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AuthorityTest : public QObject
{
    Q_OBJECT

private slots:
    void isHadOverWhoMayNoMore_data();
    void isHadOverWhoMayNoMore();
    void isListedForWhomItIsNotHad();
    void isEverybodysWhoActsWithoutAnAccount();
    void needsSomebodyThere();
    void isNeededToGiveRoles();
    void leavesAnOwner();
};

void AuthorityTest::isHadOverWhoMayNoMore_data()
{
    QTest::addColumn<StaffRole>("own");
    QTest::addColumn<StaffRole>("theirs");
    QTest::addColumn<bool>("has");

    using enum StaffRole;
    QTest::newRow("admin over nobody in particular") << Admin << None << true;
    QTest::newRow("admin over a moderator") << Admin << Moderator << true;
    QTest::newRow("admin over an auditor") << Admin << Auditor << true;
    QTest::newRow("admin over an admin") << Admin << Admin << true;
    QTest::newRow("admin over an owner") << Admin << Owner << false;
    QTest::newRow("owner over an owner") << Owner << Owner << true;
    QTest::newRow("moderator over an admin") << Moderator << Admin << false;
    QTest::newRow("moderator over an auditor") << Moderator << Auditor << false;
}

void AuthorityTest::isHadOverWhoMayNoMore()
{
    QFETCH(StaffRole, own);
    QFETCH(StaffRole, theirs);
    QFETCH(bool, has);
    TestStores stores;
    for (const qint64 user : {1, 2})
        addUser(*stores, UserId(user));
    QVERIFY(stores->staff.setRole(UserId(1), own));
    QVERIFY(stores->staff.setRole(UserId(2), theirs));
    const auto authority =
        requireAuthorityOver(*stores, Actor::account(UserId(1), {}, {}), UserId(2));
    QCOMPARE(authority.has_value(), has);
    if (!has)
        QCOMPARE(authority.error().code, "outranked"_L1);
}

void AuthorityTest::isListedForWhomItIsNotHad()
{
    using enum StaffRole;
    TestStores stores;
    for (const auto &[user, role] :
         {std::pair(1, Moderator), std::pair(2, None), std::pair(3, Moderator), std::pair(4, Admin),
          std::pair(5, Owner)}) {
        addUser(*stores, UserId(user));
        QVERIFY(stores->staff.setRole(UserId(user), role));
    }
    QCOMPARE(listOutranking(*stores, Actor::account(UserId(1), {}, {})).value(),
             (std::vector{UserId(5), UserId(4)}));
    QVERIFY(listOutranking(*stores, Actor::account(UserId(5), {}, {}))->empty());
    QVERIFY(listOutranking(*stores, {.user = {}, .name = u"local:0"_s})->empty());
}

void AuthorityTest::isEverybodysWhoActsWithoutAnAccount()
{
    TestStores stores;
    addUser(*stores, UserId(2));
    QVERIFY(stores->staff.setRole(UserId(2), StaffRole::Owner));
    QVERIFY(requireAuthorityOver(*stores, {.user = {}, .name = u"local:0"_s}, UserId(2)));
}

void AuthorityTest::needsSomebodyThere()
{
    TestStores stores;
    const auto authority =
        requireAuthorityOver(*stores, {.user = {}, .name = u"local:0"_s}, UserId(2));
    QCOMPARE(authority.error().kind, Error::Kind::NotFound);
}

void AuthorityTest::isNeededToGiveRoles()
{
    TestStores stores;
    addUser(*stores, UserId(1));
    const Actor actor = Actor::account(UserId(1), {}, {});
    QVERIFY(stores->staff.setRole(UserId(1), StaffRole::Admin));
    QCOMPARE(requireMayMake(*stores, actor).error().code, "capability_missing"_L1);
    QVERIFY(stores->staff.setRole(UserId(1), StaffRole::Owner));
    QVERIFY(requireMayMake(*stores, actor));
    QVERIFY(requireMayMake(*stores, {.user = {}, .name = u"local:0"_s}));
}

void AuthorityTest::leavesAnOwner()
{
    TestStores stores;
    for (const qint64 user : {1, 2})
        addUser(*stores, UserId(user));
    QVERIFY(stores->staff.setRole(UserId(1), StaffRole::Owner));
    QCOMPARE(requireAnotherOwner(*stores, UserId(1), test::at(0)).error().code, "last_owner"_L1);
    QVERIFY(requireAnotherOwner(*stores, UserId(2), test::at(0)));
    QVERIFY(stores->staff.setRole(UserId(2), StaffRole::Owner));
    QVERIFY(requireAnotherOwner(*stores, UserId(1), test::at(0)));
    QVERIFY(stores->suspensions.put(UserId(2), {.at = test::at(0), .until = test::at(5)}));
    QVERIFY(!requireAnotherOwner(*stores, UserId(1), test::at(4)));
    QVERIFY(requireAnotherOwner(*stores, UserId(1), test::at(5)));
}

QTEST_GUILESS_MAIN(AuthorityTest)
#include "tst_authority.moc"
