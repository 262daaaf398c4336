// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/erasurejob.h"
#include "server/services/admin/erasureservice.h"
#include "server/services/admin/suspensionservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ErasureServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void endsSessionsAndRefusesSignIns();
    void waitsAsLongAsItIsSet();
    void waitsAsLongAsItIsAsked();
    void canBeCancelled();
    void isNotCancelledInARehearsal();
    void leavesASuspensionInForce();
    void keepsAReactivationOut();
    void cannotBeChangedOnceBegun();
    void isRemembered();
    void onlyRehearses();
    void isWrittenDown();
    void refuses_data();
    void refuses();

private:
    Result<ErasureOutcome> request(UserId user, Run run = Run::ForReal)
    {
        return await(m_service->request(m_actor, {.user = user}, run));
    }
    void makeService();
    std::optional<Timestamp> jobDue()
    {
        return await(m_identity->database->read(
                         [](Stores &stores) { return stores.jobs.nextDue(ErasureJobKind); }))
            .value();
    }

    const UserId m_owner{1};
    const Actor m_actor = Actor::account(m_owner, u"192.0.2.9"_s, u"r"_s);
    std::unique_ptr<IdentityFixture> m_identity;
    std::unique_ptr<ErasureService> m_service;
};

void ErasureServiceTest::init()
{
    m_identity = std::make_unique<IdentityFixture>();
    makeService();
    QVERIFY(await(m_identity->database->write([this](Stores &stores) -> Result<> {
        for (const qint64 user : {1, 2, 3, 4})
            addUser(stores, UserId(user));
        if (auto set = stores.staff.setRole(UserId(4), StaffRole::Owner); !set)
            return set;
        if (auto set = stores.staff.setRole(UserId(3), StaffRole::Admin); !set)
            return set;
        return stores.staff.setRole(m_owner, StaffRole::Owner);
    })));
}

void ErasureServiceTest::cleanup()
{
    m_service.reset();
    m_identity.reset();
}

void ErasureServiceTest::makeService()
{
    m_service = std::make_unique<ErasureService>(
        ErasureService::Around{{m_identity->database, m_identity->clock},
                               m_identity->bus,
                               m_identity->ids,
                               m_identity->sessions,
                               m_identity->suspended},
        std::chrono::hours(24));
}

void ErasureServiceTest::endsSessionsAndRefusesSignIns()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    const auto outcome = request(alice.user.id);
    QVERIFY(outcome);
    QCOMPARE(outcome->ended.size(), 1U);
    QCOMPARE(stateOf(outcome->view, outcome->at), AccountState::Erasing);
    QVERIFY(!m_identity->authenticator.authenticate(alice.accessToken));
    QVERIFY(m_identity->suspended.contains(alice.user.id));
    m_identity->clock.advance(std::chrono::minutes(2));
    const QString code = m_identity->requestCode(Alice);
    QCOMPARE(await(m_identity->auth.signIn({Alice, code, u"phone"_s, u"phone"_s})).error().code,
             "account_suspended"_L1);
}

void ErasureServiceTest::waitsAsLongAsItIsSet()
{
    QVERIFY(request(UserId(2)));
    QCOMPARE(jobDue(), std::optional(m_identity->clock.now() + std::chrono::hours(24)));
    QVERIFY(await(m_service->cancel(m_actor, UserId(2), Run::ForReal)));
    m_service->configure(std::chrono::hours(1));
    QVERIFY(request(UserId(2)));
    QCOMPARE(jobDue(), std::optional(m_identity->clock.now() + std::chrono::hours(1)));
}

void ErasureServiceTest::waitsAsLongAsItIsAsked()
{
    const auto asked = await(m_service->request(
        m_actor, {UserId(2), std::chrono::milliseconds(0), Erasure::Messages::Removed},
        Run::ForReal));
    QVERIFY(asked);
    QCOMPARE(asked->view.erasure->dueAt, m_identity->clock.now());
    QCOMPARE(asked->view.erasure->messages, Erasure::Messages::Removed);
    QCOMPARE(jobDue(), std::optional(m_identity->clock.now()));
}

void ErasureServiceTest::canBeCancelled()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    QVERIFY(request(alice.user.id));
    const auto cancelled = await(m_service->cancel(m_actor, alice.user.id, Run::ForReal));
    QVERIFY(cancelled);
    QCOMPARE(stateOf(cancelled->view, cancelled->at), AccountState::Active);
    m_identity->signIn(Alice, u"phone"_s);
    QVERIFY(!m_identity->suspended.contains(alice.user.id));
    QCOMPARE(await(m_service->cancel(m_actor, alice.user.id, Run::ForReal)).error().code,
             "erasure_not_found"_L1);
}

void ErasureServiceTest::isNotCancelledInARehearsal()
{
    QVERIFY(request(UserId(2)));
    const auto would = await(m_service->cancel(m_actor, UserId(2), Run::Rehearsal));
    QVERIFY(would);
    QCOMPARE(stateOf(would->view, would->at), AccountState::Active);
    QVERIFY(m_identity->suspended.contains(UserId(2)));
    QVERIFY(await(m_service->cancel(m_actor, UserId(2), Run::ForReal)));
}

void ErasureServiceTest::leavesASuspensionInForce()
{
    SuspensionService suspensions({m_identity->database, m_identity->clock}, m_identity->bus,
                                  m_identity->ids, m_identity->sessions, m_identity->suspended);
    QVERIFY(await(suspensions.suspend(m_actor, {UserId(2), {}, u"Spam"_s}, Run::ForReal)));
    QVERIFY(request(UserId(2)));
    QVERIFY(await(m_service->cancel(m_actor, UserId(2), Run::ForReal)));
    QVERIFY(m_identity->suspended.contains(UserId(2)));
}

void ErasureServiceTest::keepsAReactivationOut()
{
    SuspensionService suspensions({m_identity->database, m_identity->clock}, m_identity->bus,
                                  m_identity->ids, m_identity->sessions, m_identity->suspended);
    QVERIFY(request(UserId(2)));
    QCOMPARE(await(suspensions.reactivate(m_actor, UserId(2), Run::ForReal)).error().code,
             "under_erasure"_L1);
    QVERIFY(m_identity->suspended.contains(UserId(2)));
}

void ErasureServiceTest::cannotBeChangedOnceBegun()
{
    QVERIFY(request(UserId(2)));
    QVERIFY(await(m_identity->database->write([this](Stores &stores) -> Result<> {
        auto erasure = *stores.erasures.find(UserId(2)).value();
        erasure.begunAt = m_identity->clock.now();
        return stores.erasures.put(erasure);
    })));
    QCOMPARE(request(UserId(2)).error().code, "erasure_begun"_L1);
    QCOMPARE(await(m_service->cancel(m_actor, UserId(2), Run::ForReal)).error().code,
             "erasure_begun"_L1);
}

void ErasureServiceTest::isRemembered()
{
    QVERIFY(request(UserId(2)));
    m_identity->suspended.remove(UserId(2));
    makeService();
    QVERIFY(await(m_service->start()));
    QVERIFY(m_identity->suspended.contains(UserId(2)));
    QCOMPARE(await(m_service->find(UserId(2)))->requestedBy, u"user:1"_s);
    QCOMPARE(await(m_service->find(UserId(3))).error().code, "erasure_not_found"_L1);
}

void ErasureServiceTest::onlyRehearses()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    const auto would = request(alice.user.id, Run::Rehearsal);
    QVERIFY(would);
    QCOMPARE(would->ended.size(), 1U);
    QVERIFY(m_identity->authenticator.authenticate(alice.accessToken));
    QVERIFY(!jobDue());
}

void ErasureServiceTest::isWrittenDown()
{
    QVERIFY(request(UserId(2)));
    QVERIFY(await(m_service->cancel(m_actor, UserId(2), Run::ForReal)));
    const auto entries = await(
        m_identity->database->read([](Stores &stores) { return stores.audit.listAfter(0, 9); }));
    QCOMPARE(entries->size(), 2U);
    QCOMPARE(entries->at(0).action, u"user.erase"_s);
    QCOMPARE(entries->at(0).target, u"user:2"_s);
    QVERIFY(entries->at(0).after.contains(u"\"messages\":\"keep\""_s));
    QCOMPARE(entries->at(1).action, u"user.erase-cancel"_s);
}

void ErasureServiceTest::refuses_data()
{
    QTest::addColumn<qint64>("actor");
    QTest::addColumn<qint64>("user");
    QTest::addColumn<QString>("code");

    QTest::newRow("oneself") << qint64(1) << qint64(1) << u"own_account"_s;
    QTest::newRow("somebody of a higher rank") << qint64(3) << qint64(1) << u"outranked"_s;
    QTest::newRow("nobody") << qint64(1) << qint64(99) << u"user_not_found"_s;
    QTest::newRow("the last owner") << qint64(0) << qint64(1) << u"last_owner"_s;
}

void ErasureServiceTest::refuses()
{
    QFETCH(qint64, actor);
    QFETCH(qint64, user);
    QVERIFY(request(UserId(4))); // Not an owner to count on any more.
    const Actor who = actor == 0 ? Actor::local(0, u"r"_s)
                                 : Actor::account(UserId(actor), u"192.0.2.9"_s, u"r"_s);
    const auto refused = await(m_service->request(who, {.user = UserId(user)}, Run::ForReal));
    QVERIFY(!refused);
    QTEST(QString(refused.error().code), "code");
}

QTEST_GUILESS_MAIN(ErasureServiceTest)
#include "tst_erasureservice.moc"
