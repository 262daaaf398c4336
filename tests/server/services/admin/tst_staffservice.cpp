// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/auditservice.h"
#include "server/services/admin/staffservice.h"
#include "server/storage/database.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr UserId Alice(1);
constexpr UserId Bob(2);

Actor actor(UserId user)
{
    return Actor::account(user, u"192.0.2.1"_s, u"request"_s);
}

} // namespace

class StaffServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void makesTheFirstOwnerByCode();
    void refusesAWrongCode();
    void rehearsesAClaim();
    void takesTheCodeOnce();
    void hasNoCodeWhereThereIsAnOwner();
    void knowsRolesFromTheStoreAfterAStart();
    void setsRolesAtOnceAndWritesThemDown();
    void changesNothingInARehearsal();
    void writesNothingDownThatStaysTheSame();
    void keepsTheLastOwner();
    void doesNotCountOwnersWhoAreSuspended();
    void knowsNoStrangers();
    void givesNoRoleToWhoIsToBeErased();

private:
    void start();
    std::vector<AuditEntry> audit();

    MovableClock m_clock;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<StaffService> m_staff;
};

void StaffServiceTest::init()
{
    m_database = std::make_unique<TestDatabase>();
    QVERIFY(await((*m_database)->write([](Stores &stores) -> Result<> {
        addUser(stores, Alice);
        addUser(stores, Bob);
        return {};
    })));
    start();
}

void StaffServiceTest::cleanup()
{
    m_staff.reset();
    m_database.reset();
}

void StaffServiceTest::start()
{
    m_staff = std::make_unique<StaffService>(AdminContext{*m_database, m_clock});
    QVERIFY(await(m_staff->start()));
}

std::vector<AuditEntry> StaffServiceTest::audit()
{
    return await((*m_database)->read([](Stores &stores) { return stores.audit.listAfter(0, 100); }))
        .value();
}

void StaffServiceTest::makesTheFirstOwnerByCode()
{
    QVERIFY(m_staff->firstOwnerCode().size() >= 20);
    QVERIFY(await(m_staff->claimOwnership(actor(Alice), m_staff->firstOwnerCode(), Run::ForReal)));
    QCOMPARE(m_staff->roleOf(Alice), StaffRole::Owner);
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().action, u"staff.claim-ownership"_s);
    QCOMPARE(audit().front().actor, u"user:1"_s);
}

void StaffServiceTest::refusesAWrongCode()
{
    for (const QByteArray &code :
         {QByteArray(), QByteArray("x"), m_staff->firstOwnerCode() + "x"}) {
        const auto claimed = await(m_staff->claimOwnership(actor(Alice), code, Run::ForReal));
        QCOMPARE(claimed.error().code, "wrong_code"_L1);
        QCOMPARE(claimed.error().kind, Error::Kind::Forbidden);
    }
    QCOMPARE(m_staff->roleOf(Alice), StaffRole::None);
    QVERIFY(audit().empty());
}

void StaffServiceTest::rehearsesAClaim()
{
    const QByteArray code = m_staff->firstOwnerCode();
    QVERIFY(await(m_staff->claimOwnership(actor(Alice), code, Run::Rehearsal)));
    QCOMPARE(m_staff->roleOf(Alice), StaffRole::None);
    QVERIFY(audit().empty());
    QVERIFY(!await(m_staff->claimOwnership(actor(Alice), "x", Run::Rehearsal)));
    QVERIFY(await(m_staff->claimOwnership(actor(Alice), code, Run::ForReal)));
}

void StaffServiceTest::takesTheCodeOnce()
{
    std::vector<QCoro::Task<Result<>>> claims;
    for (const UserId user : {Alice, Bob})
        claims.push_back(
            m_staff->claimOwnership(actor(user), m_staff->firstOwnerCode(), Run::ForReal));
    const auto claimed = awaitAll(std::move(claims));
    QVERIFY(claimed[0].has_value() != claimed[1].has_value());
    QCOMPARE(await(m_staff->list()).value().size(), 1U);
}

void StaffServiceTest::hasNoCodeWhereThereIsAnOwner()
{
    const QByteArray code = m_staff->firstOwnerCode();
    QVERIFY(await(m_staff->claimOwnership(actor(Alice), code, Run::ForReal)));
    start();
    QVERIFY(m_staff->firstOwnerCode().isEmpty());
    for (const QByteArray &each : {code, QByteArray()})
        QVERIFY(!await(m_staff->claimOwnership(actor(Bob), each, Run::ForReal)));
}

void StaffServiceTest::knowsRolesFromTheStoreAfterAStart()
{
    QVERIFY(await(m_staff->setRole(actor(Alice), Bob, StaffRole::Auditor, Run::ForReal)));
    start();
    QCOMPARE(m_staff->roleOf(Bob), StaffRole::Auditor);
    QCOMPARE(m_staff->roleOf(Alice), StaffRole::None);
}

void StaffServiceTest::setsRolesAtOnceAndWritesThemDown()
{
    QVERIFY(await(m_staff->setRole(actor(Alice), Bob, StaffRole::Admin, Run::ForReal)));
    QCOMPARE(m_staff->roleOf(Bob), StaffRole::Admin);
    QVERIFY(await(m_staff->setRole(actor(Alice), Bob, StaffRole::None, Run::ForReal)));
    QCOMPARE(m_staff->roleOf(Bob), StaffRole::None);
    const auto entries = audit();
    QCOMPARE(entries.size(), 2U);
    QCOMPARE(entries[1].action, u"staff.set-role"_s);
    QCOMPARE(entries[1].target, u"user:2"_s);
    QCOMPARE(entries[1].before, u"{\"role\":\"admin\"}"_s);
    QCOMPARE(entries[1].after, u"{\"role\":\"none\"}"_s);
    QCOMPARE(entries[1].address, u"192.0.2.1"_s);
    QCOMPARE(entries[1].requestId, u"request"_s);
}

void StaffServiceTest::changesNothingInARehearsal()
{
    QVERIFY(await(m_staff->setRole(actor(Alice), Bob, StaffRole::Admin, Run::Rehearsal)));
    QCOMPARE(m_staff->roleOf(Bob), StaffRole::None);
    QVERIFY(await(m_staff->list())->empty());
    QVERIFY(audit().empty());
    QVERIFY(await(m_staff->setRole(actor(Alice), Alice, StaffRole::Owner, Run::ForReal)));
    QCOMPARE(
        await(m_staff->setRole(actor(Alice), Alice, StaffRole::None, Run::Rehearsal)).error().code,
        "last_owner"_L1);
}

void StaffServiceTest::writesNothingDownThatStaysTheSame()
{
    QVERIFY(await(m_staff->setRole(actor(Alice), Bob, StaffRole::None, Run::ForReal)));
    QVERIFY(audit().empty());
}

void StaffServiceTest::keepsTheLastOwner()
{
    QVERIFY(await(m_staff->setRole(actor(Alice), Alice, StaffRole::Owner, Run::ForReal)));
    const auto gone = await(m_staff->setRole(actor(Alice), Alice, StaffRole::Admin, Run::ForReal));
    QCOMPARE(gone.error().code, "last_owner"_L1);
    QCOMPARE(m_staff->roleOf(Alice), StaffRole::Owner);

    QVERIFY(await(m_staff->setRole(actor(Alice), Bob, StaffRole::Owner, Run::ForReal)));
    std::vector<QCoro::Task<Result<>>> both;
    for (const UserId user : {Alice, Bob})
        both.push_back(m_staff->setRole(actor(user), user, StaffRole::None, Run::ForReal));
    const auto left = awaitAll(std::move(both));
    QVERIFY(left[0].has_value() != left[1].has_value());
}

void StaffServiceTest::doesNotCountOwnersWhoAreSuspended()
{
    for (const UserId user : {Alice, Bob})
        QVERIFY(await(m_staff->setRole(actor(Alice), user, StaffRole::Owner, Run::ForReal)));
    QVERIFY(await((*m_database)->write([this](Stores &stores) {
        return stores.suspensions.put(Bob, {.at = m_clock.now(), .reason = u"Away"_s});
    })));
    const auto gone = await(m_staff->setRole(actor(Alice), Alice, StaffRole::Admin, Run::ForReal));
    QCOMPARE(gone.error().code, "last_owner"_L1);
    QVERIFY(await(m_staff->setRole(actor(Alice), Bob, StaffRole::None, Run::ForReal)));
}

void StaffServiceTest::knowsNoStrangers()
{
    const auto set =
        await(m_staff->setRole(actor(Alice), UserId(9), StaffRole::Admin, Run::ForReal));
    QCOMPARE(set.error().kind, Error::Kind::NotFound);
    QCOMPARE(m_staff->roleOf(UserId(9)), StaffRole::None);
}

void StaffServiceTest::givesNoRoleToWhoIsToBeErased()
{
    QVERIFY(await(m_staff->setRole(actor(Alice), Bob, StaffRole::Moderator, Run::ForReal)));
    QVERIFY(await(
        (*m_database)->write([](Stores &stores) { return stores.erasures.put({.user = Bob}); })));
    const auto given = await(m_staff->setRole(actor(Alice), Bob, StaffRole::Owner, Run::ForReal));
    QVERIFY(!given);
    QCOMPARE(given.error().code, "under_erasure"_L1);
    QCOMPARE(m_staff->roleOf(Bob), StaffRole::Moderator);
    QVERIFY(await(m_staff->setRole(actor(Alice), Bob, StaffRole::None, Run::ForReal)));
}

QTEST_GUILESS_MAIN(StaffServiceTest)
#include "tst_staffservice.moc"
