// SPDX-License-Identifier: GPL-3.0-or-later
// Every way to sign in, by somebody who is suspended.
#include "server/services/identity/suspensioncheck.h"
#include "server/services/identity/totp.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QString Password = u"correct horse"_s;
const QByteArray Secret("12345678901234567890");

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

} // namespace

class SuspensionCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_identity.reset(); }

    void asksTheSuspensionInForce();
    void refusesCodes();
    void refusesPasswords();
    void sendsNoSecondStep();
    void refusesASecondStepOnItsWay();
    void handsOutNoTicketForASecondFactor();
    void refusesASecondFactorOnItsWay();
    void refusesToRefresh();
    void tellsNothingToWhoProvesNothing();

private:
    void suspend(UserId user, std::optional<Timestamp> until = {});
    UserId addAliceWithPassword();
    void addSecondFactor(UserId user);
    SignIn byPassword() const { return {AliceMail, Password, u"one"_s, u"phone"_s}; }

    std::unique_ptr<IdentityFixture> m_identity;
};

void SuspensionCheckTest::init()
{
    m_identity = std::make_unique<IdentityFixture>();
}

void SuspensionCheckTest::suspend(UserId user, std::optional<Timestamp> until)
{
    QVERIFY(await(m_identity->database->write([this, user, until](Stores &stores) {
        return stores.suspensions.put(user, {.at = m_identity->clock.now(), .until = until});
    })));
}

UserId SuspensionCheckTest::addAliceWithPassword()
{
    return await(m_identity->signUps.signUp({.email = AliceMail.value, .password = Password}))->id;
}

void SuspensionCheckTest::addSecondFactor(UserId user)
{
    const QByteArray sealed =
        m_identity->box.seal(Secret, "second factor of " + user.toString().toLatin1());
    QVERIFY(await(m_identity->database->write([this, user, sealed](Stores &stores) {
        return stores.secondFactors.put({user, sealed, 0, m_identity->clock.now()});
    })));
}

void SuspensionCheckTest::asksTheSuspensionInForce()
{
    TestStores stores;
    addUser(*stores, UserId(1));
    const Timestamp now = test::at(5);
    QVERIFY(requireNotSuspended(*stores, UserId(1), now));
    QVERIFY(stores->suspensions.put(UserId(1), {.at = now, .until = test::at(10)}));
    const auto refused = requireNotSuspended(*stores, UserId(1), now);
    QCOMPARE(codeOf(refused), u"account_suspended"_s);
    QCOMPARE(refused.error().kind, Error::Kind::Forbidden);
    QVERIFY(requireNotSuspended(*stores, UserId(1), test::at(10)));
}

void SuspensionCheckTest::refusesCodes()
{
    const SignedIn alice = m_identity->signIn(Alice, u"one"_s);
    suspend(alice.user.id, m_identity->clock.now() + std::chrono::minutes(10));
    m_identity->clock.advance(std::chrono::minutes(2));
    const QString code = m_identity->requestCode(Alice);
    const SignIn signIn{Alice, code, u"two"_s, u"phone"_s};
    QCOMPARE(codeOf(await(m_identity->auth.signIn(signIn))), u"account_suspended"_s);
    QCOMPARE(codeOf(await(m_identity->auth.attempt(SignInBy::Code, signIn))),
             u"account_suspended"_s);
    m_identity->clock.advance(std::chrono::minutes(10));
    m_identity->signIn(Alice, u"two"_s);
}

void SuspensionCheckTest::refusesPasswords()
{
    suspend(addAliceWithPassword());
    QCOMPARE(codeOf(await(m_identity->auth.signInWithPassword(byPassword()))),
             u"account_suspended"_s);
}

void SuspensionCheckTest::sendsNoSecondStep()
{
    suspend(addAliceWithPassword());
    QCOMPARE(codeOf(await(m_identity->auth.beginSignIn(byPassword()))), u"account_suspended"_s);
    QVERIFY(!m_identity->sender.lastCode(AliceMail));
}

void SuspensionCheckTest::refusesASecondStepOnItsWay()
{
    const UserId alice = addAliceWithPassword();
    QVERIFY(await(m_identity->auth.beginSignIn(byPassword())));
    suspend(alice);
    SignIn second = byPassword();
    second.secret = m_identity->sender.lastCode(AliceMail).value();
    QCOMPARE(codeOf(await(m_identity->auth.completeSignIn(second))), u"account_suspended"_s);
}

void SuspensionCheckTest::handsOutNoTicketForASecondFactor()
{
    const UserId alice = addAliceWithPassword();
    addSecondFactor(alice);
    suspend(alice);
    QCOMPARE(codeOf(await(m_identity->auth.attempt(SignInBy::Password, byPassword()))),
             u"account_suspended"_s);
}

void SuspensionCheckTest::refusesASecondFactorOnItsWay()
{
    const UserId alice = addAliceWithPassword();
    addSecondFactor(alice);
    const auto begun = await(m_identity->auth.attempt(SignInBy::Password, byPassword()));
    const auto *needed = begun ? std::get_if<SecondFactorNeeded>(&*begun) : nullptr;
    QVERIFY(needed);
    suspend(alice);
    const QString code = totp::codeOf(Secret, totp::stepOf(m_identity->clock.now()));
    QCOMPARE(codeOf(await(m_identity->stepUps.complete({needed->ticket, code, {}, {}}))),
             u"account_suspended"_s);
}

void SuspensionCheckTest::refusesToRefresh()
{
    const SignedIn alice = m_identity->signIn(Alice, u"one"_s);
    suspend(alice.user.id, m_identity->clock.now() + std::chrono::minutes(1));
    QCOMPARE(codeOf(await(m_identity->auth.refresh(alice.refreshToken, u"one"_s))),
             u"account_suspended"_s);
    m_identity->clock.advance(std::chrono::minutes(1));
    QCOMPARE(codeOf(await(m_identity->auth.refresh(alice.refreshToken, u"one"_s))), u"ok"_s);
}

void SuspensionCheckTest::tellsNothingToWhoProvesNothing()
{
    suspend(addAliceWithPassword());
    SignIn guess = byPassword();
    guess.secret = u"wrong horse"_s;
    QCOMPARE(codeOf(await(m_identity->auth.signInWithPassword(guess))), u"invalid_credentials"_s);
    QCOMPARE(codeOf(await(m_identity->auth.refresh("nonsense", u"one"_s))), u"refresh_invalid"_s);
}

QTEST_GUILESS_MAIN(SuspensionCheckTest)
#include "tst_suspensioncheck.moc"
