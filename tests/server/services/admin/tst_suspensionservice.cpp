// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/staffservice.h"
#include "server/services/admin/suspensionservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SuspensionServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void endsEverySessionAtOnce();
    void closesWhatWasOpenedWithoutASession();
    void isWrittenDown();
    void canBeChanged();
    void isLiftedAndOnlyOnce();
    void isNotLiftedInARehearsal();
    void isOverByItself();
    void isRemembered();
    void onlyRehearses();
    void letsNobodyInWhoComesMeanwhile();
    void refuses_data();
    void refuses();

private:
    Result<SuspensionOutcome> suspend(UserId user, std::optional<Timestamp> until = {},
                                      Run run = Run::ForReal)
    {
        return await(m_service->suspend(m_actor, {user, until, u"Spam"_s}, run));
    }
    void makeService();
    std::vector<AuditEntry> audit();

    const UserId m_owner{1};
    const Actor m_actor = Actor::account(m_owner, u"192.0.2.9"_s, u"r"_s);
    std::unique_ptr<IdentityFixture> m_identity;
    std::unique_ptr<SuspensionService> m_service;
};

void SuspensionServiceTest::init()
{
    m_identity = std::make_unique<IdentityFixture>();
    makeService();
    QVERIFY(await(m_identity->database->write([this](Stores &stores) -> Result<> {
        for (const qint64 user : {1, 2, 3})
            addUser(stores, UserId(user));
        if (auto set = stores.staff.setRole(UserId(3), StaffRole::Admin); !set)
            return set;
        return stores.staff.setRole(m_owner, StaffRole::Owner);
    })));
}

void SuspensionServiceTest::cleanup()
{
    m_service.reset();
    m_identity.reset();
}

void SuspensionServiceTest::makeService()
{
    m_service = std::make_unique<SuspensionService>(
        AdminContext{m_identity->database, m_identity->clock}, m_identity->bus, m_identity->ids,
        m_identity->sessions, m_identity->suspended);
}

std::vector<AuditEntry> SuspensionServiceTest::audit()
{
    return await(m_identity->database->read(
                     [](Stores &stores) { return stores.audit.listAfter(0, 100); }))
        .value();
}

void SuspensionServiceTest::endsEverySessionAtOnce()
{
    const SignedIn phone = m_identity->signIn(Alice, u"phone"_s);
    const SignedIn tablet = m_identity->signIn(Alice, u"tablet"_s);
    const SignedIn bob = m_identity->signIn(Bob, u"phone"_s);

    const auto outcome = suspend(phone.user.id);

    QVERIFY(outcome);
    QCOMPARE(outcome->ended.size(), 2U);
    QCOMPARE(stateOf(outcome->view, outcome->at), AccountState::Suspended);
    for (const SignedIn &each : {phone, tablet})
        QVERIFY(!m_identity->authenticator.authenticate(each.accessToken));
    QVERIFY(m_identity->authenticator.authenticate(bob.accessToken));
    const auto session = await(m_identity->database->read(
        [&phone](Stores &stores) { return stores.sessions.find(phone.session.id); }));
    QCOMPARE(session->revokedBy, u"user:1"_s);
    QCOMPARE(session->revokedWhy, u"suspended"_s);
    m_identity->clock.advance(std::chrono::minutes(2));
    const QString code = m_identity->requestCode(Alice);
    QCOMPARE(await(m_identity->auth.signIn({Alice, code, u"phone"_s, u"phone"_s})).error().code,
             "account_suspended"_L1);
}

void SuspensionServiceTest::closesWhatWasOpenedWithoutASession()
{
    QVERIFY(suspend(UserId(2)));
    QCOMPARE(m_identity->ended(), std::vector{SessionId()});
    QVERIFY(m_identity->suspended.contains(UserId(2)));
}

void SuspensionServiceTest::isWrittenDown()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    const Timestamp until = m_identity->clock.now() + std::chrono::hours(1);
    QVERIFY(suspend(alice.user.id, until));
    const auto entries = audit();
    QCOMPARE(entries.size(), 1U);
    QCOMPARE(entries.front().action, u"user.suspend"_s);
    QCOMPARE(entries.front().target, u"user:"_s + alice.user.id.toString());
    QCOMPARE(entries.front().actor, u"user:1"_s);
    QCOMPARE(entries.front().before, u"{}"_s);
    QCOMPARE(entries.front().after,
             u"{\"endedSessions\":1,\"reason\":\"Spam\",\"until\":\"%1\"}"_s.arg(toIso(until)));
}

void SuspensionServiceTest::canBeChanged()
{
    QVERIFY(suspend(UserId(2)));
    const Timestamp until = m_identity->clock.now() + std::chrono::hours(1);
    const auto changed = suspend(UserId(2), until);
    QCOMPARE(changed->view.suspension->until, std::optional(until));
    QCOMPARE(audit().back().before, u"{\"reason\":\"Spam\"}"_s);
}

void SuspensionServiceTest::isLiftedAndOnlyOnce()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    QVERIFY(suspend(alice.user.id));

    const auto lifted = await(m_service->reactivate(m_actor, alice.user.id, Run::ForReal));

    QVERIFY(lifted);
    QCOMPARE(stateOf(lifted->view, lifted->at), AccountState::Active);
    QVERIFY2(!m_identity->authenticator.authenticate(alice.accessToken), "it stays ended");
    m_identity->signIn(Alice, u"phone"_s);
    QVERIFY(await(m_service->reactivate(m_actor, alice.user.id, Run::ForReal)));
    QCOMPARE(audit().size(), 2U);
    QCOMPARE(audit().back().action, u"user.reactivate"_s);
    QCOMPARE(audit().back().before, u"{\"reason\":\"Spam\"}"_s);
}

void SuspensionServiceTest::isNotLiftedInARehearsal()
{
    QVERIFY(suspend(UserId(2)));
    const auto would = await(m_service->reactivate(m_actor, UserId(2), Run::Rehearsal));
    QVERIFY(would);
    QCOMPARE(stateOf(would->view, would->at), AccountState::Active);
    QVERIFY(m_identity->suspended.contains(UserId(2)));
    QCOMPARE(audit().size(), 1U);
}

void SuspensionServiceTest::isOverByItself()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    QVERIFY(suspend(alice.user.id, m_identity->clock.now() + std::chrono::minutes(5)));
    m_identity->clock.advance(std::chrono::minutes(5));
    const SignedIn again = m_identity->signIn(Alice, u"phone"_s);
    QVERIFY(m_identity->authenticator.authenticate(again.accessToken));
    const auto lifted = await(m_service->reactivate(m_actor, alice.user.id, Run::ForReal));
    QVERIFY(lifted);
    QCOMPARE(audit().size(), 1U);
}

void SuspensionServiceTest::isRemembered()
{
    QVERIFY(suspend(UserId(2)));
    m_identity->suspended.remove(UserId(2));
    makeService();
    QVERIFY(await(m_service->start()));
    QVERIFY(m_identity->suspended.contains(UserId(2)));
    QVERIFY(!m_identity->suspended.contains(UserId(3)));
}

void SuspensionServiceTest::onlyRehearses()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    const auto outcome = suspend(alice.user.id, {}, Run::Rehearsal);
    QVERIFY(outcome);
    QCOMPARE(outcome->ended.size(), 1U);
    QVERIFY(m_identity->authenticator.authenticate(alice.accessToken));
    QVERIFY(!m_identity->suspended.contains(alice.user.id));
    QVERIFY(audit().empty());
    QCOMPARE(suspend(m_owner, {}, Run::Rehearsal).error().code, "own_account"_L1);
}

//! Whichever of the two is stored first.
void SuspensionServiceTest::letsNobodyInWhoComesMeanwhile()
{
    const UserId alice = m_identity->signIn(Alice, u"one"_s).user.id;
    m_identity->clock.advance(std::chrono::minutes(2));
    const SignIn signIn{Alice, m_identity->requestCode(Alice), u"two"_s, u"phone"_s};
    auto signing = m_identity->auth.signIn(signIn);
    auto suspending = m_service->suspend(m_actor, {alice, {}, u"Spam"_s}, Run::ForReal);
    const auto signedIn = await(std::move(signing));
    QVERIFY(await(std::move(suspending)));
    QVERIFY(await(m_identity->sessions.list(alice))->empty());
    if (signedIn)
        QVERIFY(!m_identity->authenticator.authenticate(signedIn->accessToken));
    else
        QCOMPARE(signedIn.error().code, "account_suspended"_L1);
}

void SuspensionServiceTest::refuses_data()
{
    QTest::addColumn<qint64>("actor"); // 0: nobody with an account.
    QTest::addColumn<qint64>("user");
    QTest::addColumn<int>("minutes"); // From now on; 0: for ever.
    QTest::addColumn<QString>("code");

    QTest::newRow("oneself") << qint64(1) << qint64(1) << 0 << u"own_account"_s;
    QTest::newRow("the last owner") << qint64(0) << qint64(1) << 0 << u"last_owner"_s;
    QTest::newRow("somebody more powerful") << qint64(3) << qint64(1) << 0 << u"outranked"_s;
    QTest::newRow("nobody") << qint64(1) << qint64(99) << 0 << u"user_not_found"_s;
    QTest::newRow("until before now") << qint64(1) << qint64(2) << -1 << u"invalid_input"_s;
}

void SuspensionServiceTest::refuses()
{
    QFETCH(qint64, actor);
    QFETCH(qint64, user);
    QFETCH(int, minutes);
    QFETCH(QString, code);
    std::optional<Timestamp> until;
    if (minutes != 0)
        until = m_identity->clock.now() + std::chrono::minutes(minutes);
    const Actor by = actor == 0 ? Actor{.user = {}, .name = u"local:0"_s}
                                : Actor::account(UserId(actor), {}, {});
    const auto refused =
        await(m_service->suspend(by, {UserId(user), until, u"Spam"_s}, Run::ForReal));
    QVERIFY(!refused);
    QCOMPARE(QString(refused.error().code), code);
    QVERIFY(!m_identity->suspended.contains(UserId(user)));
    QVERIFY(audit().empty());
}

QTEST_GUILESS_MAIN(SuspensionServiceTest)
#include "tst_suspensionservice.moc"
