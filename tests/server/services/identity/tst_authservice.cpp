// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/random.h"
#include "server/services/identity/authservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSet>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

const QString Password = u"correct horse"_s;
const SignUp AliceSignUp{.email = AliceMail.value, .password = Password};

} // namespace

class AuthServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void makesAnAccountForANewNumber();
    void findsTheAccountOfAKnownNumber();
    void makesAnAccountForANewAddress();
    void keepsTheAccountOfWhoeverProvesItsAddress();
    void leavesNoWayInToWhoeverOnlyClaimedTheAddress();
    void givesAnAddressToWhoeverProvesIt();
    void givesTokensTheLifetimeThatWasAskedFor();
    void refusesAWrongCode();
    void endsTheOlderSessionOfTheSameDevice();
    void signsInWithAPassword();
    void asksForACodeAfterThePassword();
    void sendsNoCodeForAWrongPassword();
    void sendsTheCodeAgainOnlyToWhoHasBegun();
    void letsNoOtherCodeCompleteASignIn();
    void forgetsTheCodeWhenThePasswordChanges();
    void opensOneSessionForOneCode();
    void keepsTheCodeGoodWhenItCannotSign();
};

void AuthServiceTest::makesAnAccountForANewNumber()
{
    IdentityFixture fixture;
    const SignIn asked{.identifier = Alice,
                       .secret = fixture.requestCode(Alice),
                       .device = u"phone-1"_s,
                       .dialect = u"phone"_s,
                       .clientName = u"Web"_s,
                       .address = u"192.0.2.1"_s,
                       .userAgent = u"Tester/1"_s};

    const auto signedIn = await(fixture.auth.signIn(asked));

    QVERIFY(signedIn);
    QCOMPARE(signedIn->user.phone, Alice.value);
    QCOMPARE(signedIn->user.displayName, u"1111"_s);
    QCOMPARE(signedIn->refreshToken.size(), 64);
    const auto identity = fixture.authenticator.authenticate(signedIn->accessToken);
    QVERIFY(identity);
    QCOMPARE(identity->user, signedIn->user.id);
    QCOMPARE(identity->session, signedIn->session.id);
    QCOMPARE(identity->device, u"phone-1"_s);
    QCOMPARE(identity->phone, Alice.value);
    QCOMPARE(identity->dialect, u"phone"_s);
    const auto stored = await(fixture.database->read(
        [id = signedIn->user.id](Stores &stores) { return stores.accounts.find(id); }));
    QCOMPARE(stored.value(), signedIn->user);
    const auto sessions = await(fixture.sessions.list(signedIn->user.id));
    QCOMPARE(sessions->size(), size_t(1));
    QCOMPARE(sessions->front().clientName, u"Web"_s);
    QCOMPARE(sessions->front().address, u"192.0.2.1"_s);
    QCOMPARE(sessions->front().userAgent, u"Tester/1"_s);
}

void AuthServiceTest::findsTheAccountOfAKnownNumber()
{
    IdentityFixture fixture;
    User alice{.id = UserId(7), .phone = Alice.value, .displayName = u"Alice"_s};
    QVERIFY(await(
        fixture.database->write([alice](Stores &stores) { return stores.accounts.add(alice); })));

    const SignedIn signedIn = fixture.signIn(Alice, u"one"_s);

    QCOMPARE(signedIn.user, alice);
}

void AuthServiceTest::makesAnAccountForANewAddress()
{
    IdentityFixture fixture;

    const SignedIn signedIn = fixture.signIn(AliceMail, u"one"_s);

    QCOMPARE(signedIn.user.email, AliceMail.value);
    QVERIFY(signedIn.user.isEmailVerified);
    QCOMPARE(signedIn.user.displayName, u"alice.w@"_s);
    QCOMPARE(fixture.signIn(AliceMail, u"two"_s).user, signedIn.user);
}

//! Somebody may use clients of several families, and have chosen a password in one of them.
void AuthServiceTest::keepsTheAccountOfWhoeverProvesItsAddress()
{
    IdentityFixture fixture;
    const auto before = await(
        fixture.signUps.signUpAndIn(AliceSignUp, {.device = u"one"_s, .dialect = u"cookie"_s}));
    QVERIFY(before && !before->user.isEmailVerified);

    const SignedIn signedIn = fixture.signIn(AliceMail, u"two"_s);

    QCOMPARE(signedIn.user.id, before->user.id);
    QVERIFY(signedIn.user.isEmailVerified);
    const auto stored = await(fixture.database->read(
        [](Stores &stores) { return stores.accounts.findByIdentifier(AliceMail); }));
    QCOMPARE(stored.value(), signedIn.user);
    QVERIFY(fixture.authenticator.authenticate(signedIn.accessToken));
    QCOMPARE(fixture.signIn(AliceMail, u"three"_s).user.id, signedIn.user.id);
    QVERIFY(
        fixture.authenticator.authenticate(signedIn.accessToken)); // Only the claim ends others.
}

//! Somebody may have made the account with an address of others, to be in it when they come.
void AuthServiceTest::leavesNoWayInToWhoeverOnlyClaimedTheAddress()
{
    IdentityFixture fixture;
    SignUp claim = AliceSignUp;
    claim.username = u"mallory"_s;
    const auto squatter =
        await(fixture.signUps.signUpAndIn(claim, {.device = u"one"_s, .dialect = u"cookie"_s}));
    QVERIFY(squatter);
    QVERIFY(await(fixture.database->write([&](Stores &stores) {
        return stores.secondFactors.put({squatter->user.id, "s", 0, fixture.clock.now()});
    })));

    const SignedIn owner = fixture.signIn(AliceMail, u"one"_s);

    QCOMPARE(owner.user.id, squatter->user.id);
    QVERIFY(!fixture.authenticator.authenticate(squatter->accessToken));
    QCOMPARE(codeOf(await(fixture.auth.refresh(squatter->refreshToken, u"one"_s))),
             u"refresh_invalid"_s);
    const Identifier mallory{Identifier::Kind::Username, u"mallory"_s};
    for (const Identifier &identifier : {AliceMail, mallory})
        QCOMPARE(codeOf(await(
                     fixture.auth.signInWithPassword({identifier, Password, u"one"_s, u"mern"_s}))),
                 u"invalid_credentials"_s);
    QVERIFY(!await(fixture.database->read(
        [&](Stores &stores) { return stores.secondFactors.find(owner.user.id); })));
    QCOMPARE(fixture.ended(), std::vector{squatter->session.id});
    QCOMPARE(fixture.securityEventsOf(owner.user.id), QStringList{u"password_removed"_s});
    QCOMPARE(fixture.takeMail()->templateName, u"password-removed"_s);
}

//! Who has proven a phone number may have mistyped the address.
void AuthServiceTest::givesAnAddressToWhoeverProvesIt()
{
    IdentityFixture fixture;
    const User other{.id = UserId(7), .phone = Alice.value, .email = AliceMail.value};
    QVERIFY(await(
        fixture.database->write([other](Stores &stores) { return stores.accounts.add(other); })));

    const SignedIn signedIn = fixture.signIn(AliceMail, u"one"_s);

    QVERIFY(signedIn.user.id != other.id);
    const auto left = await(
        fixture.database->read([](Stores &stores) { return stores.accounts.find(UserId(7)); }));
    QCOMPARE(left->email, QString());
    QCOMPARE(left->phone, Alice.value);
    const auto owner = await(fixture.database->read(
        [](Stores &stores) { return stores.accounts.findByIdentifier(AliceMail); }));
    QCOMPARE(owner.value(), signedIn.user);
}

void AuthServiceTest::givesTokensTheLifetimeThatWasAskedFor()
{
    using namespace std::chrono_literals;
    IdentityFixture fixture;
    SignIn asked{Alice, fixture.requestCode(Alice), u"one"_s, u"cookie"_s};
    asked.accessLifetime = 7 * 24h;
    const auto first = await(fixture.auth.signIn(asked));
    QVERIFY(first);
    fixture.clock.advance(6 * 24h);
    const auto identity = fixture.authenticator.authenticate(first->accessToken);
    QVERIFY(identity);
    QCOMPARE(identity->dialect, u"cookie"_s);

    const auto second = await(fixture.auth.refresh(first->refreshToken, u"one"_s));
    QVERIFY(second);
    fixture.clock.advance(6 * 24h);
    QVERIFY(!fixture.authenticator.authenticate(first->accessToken));
    QVERIFY(fixture.authenticator.authenticate(second->accessToken));

    QVERIFY(await(fixture.sessions.revoke(first->session.id, {u"user"_s, u"logout"_s})));
    QVERIFY(await(fixture.sessions.tidy()));
    QVERIFY(!fixture.authenticator.authenticate(second->accessToken));
}

void AuthServiceTest::refusesAWrongCode()
{
    IdentityFixture fixture;
    const QString code = fixture.requestCode(Alice);

    const auto signedIn = await(fixture.auth.signIn(
        {Alice, code == u"000000"_s ? u"000001"_s : u"000000"_s, u"one"_s, u"phone"_s}));

    QCOMPARE(codeOf(signedIn), u"otp_invalid"_s);
    const auto stored = await(fixture.database->read(
        [](Stores &stores) { return stores.accounts.findByIdentifier(Alice); }));
    QVERIFY(!stored);
}

void AuthServiceTest::endsTheOlderSessionOfTheSameDevice()
{
    IdentityFixture fixture;
    const SignedIn first = fixture.signIn(Alice, u"one"_s);
    const SignedIn other = fixture.signIn(Alice, u"two"_s);
    const SignedIn foreign = fixture.signIn(Bob, u"one"_s);

    const SignedIn second = fixture.signIn(Alice, u"one"_s);

    QCOMPARE(second.user, first.user);
    QVERIFY(!fixture.authenticator.authenticate(first.accessToken));
    QVERIFY(fixture.authenticator.authenticate(second.accessToken));
    QVERIFY(fixture.authenticator.authenticate(other.accessToken));
    QVERIFY(fixture.authenticator.authenticate(foreign.accessToken));
    QCOMPARE(fixture.ended(), std::vector{first.session.id});
    QCOMPARE(codeOf(await(fixture.auth.refresh(first.refreshToken, u"one"_s))),
             u"refresh_invalid"_s);
}

void AuthServiceTest::signsInWithAPassword()
{
    IdentityFixture fixture;
    const auto alice = await(fixture.signUps.signUp(AliceSignUp));
    QVERIFY(alice);

    const auto first =
        await(fixture.auth.signInWithPassword({AliceMail, Password, u"one"_s, u"mern"_s}));
    const auto second =
        await(fixture.auth.signInWithPassword({AliceMail, Password, u"one"_s, u"mern"_s}));

    QVERIFY(first && second);
    QCOMPARE(first->user, *alice);
    QVERIFY(!fixture.authenticator.authenticate(first->accessToken));
    QCOMPARE(fixture.authenticator.authenticate(second->accessToken)->dialect, u"mern"_s);
    QCOMPARE(codeOf(await(fixture.auth.signInWithPassword(
                 {AliceMail, u"wrong horse"_s, u"one"_s, u"mern"_s}))),
             u"invalid_credentials"_s);
}

void AuthServiceTest::asksForACodeAfterThePassword()
{
    IdentityFixture fixture;
    const auto alice = await(fixture.signUps.signUp(AliceSignUp));
    QVERIFY(alice && !alice->isEmailVerified);
    const SignIn asked{AliceMail, Password, u"one"_s, u"whispr"_s};

    QVERIFY(await(fixture.auth.beginSignIn(asked)));
    const QString code = *fixture.sender.lastCode(AliceMail);
    const auto again = await(fixture.auth.beginSignIn(asked));
    QVERIFY(again && again->retryAfter.count() > 0);
    QCOMPARE(*fixture.sender.lastCode(AliceMail), code);

    const auto signedIn =
        await(fixture.auth.completeSignIn({AliceMail, code, u"one"_s, u"whispr"_s}));
    QVERIFY(signedIn);
    QCOMPARE(signedIn->user.id, alice->id);
    QVERIFY(signedIn->user.isEmailVerified);
    QVERIFY(fixture.authenticator.authenticate(signedIn->accessToken));
    QCOMPARE(codeOf(await(fixture.auth.completeSignIn({AliceMail, code, u"two"_s, u"whispr"_s}))),
             u"otp_expired"_s);
}

void AuthServiceTest::sendsNoCodeForAWrongPassword()
{
    IdentityFixture fixture;
    QVERIFY(await(fixture.signUps.signUp(AliceSignUp)));

    QCOMPARE(codeOf(await(
                 fixture.auth.beginSignIn({AliceMail, u"wrong horse"_s, u"one"_s, u"whispr"_s}))),
             u"invalid_credentials"_s);

    QVERIFY(!fixture.sender.lastCode(AliceMail));
    QCOMPARE(codeOf(await(fixture.auth.resendCode(AliceMail, Somewhere))), u"sign_in_first"_s);
}

void AuthServiceTest::sendsTheCodeAgainOnlyToWhoHasBegun()
{
    IdentityFixture fixture;
    QVERIFY(await(fixture.signUps.signUp(AliceSignUp)));
    const Identifier nobody{Identifier::Kind::Email, u"nobody@example.org"_s};
    QCOMPARE(codeOf(await(fixture.auth.resendCode(nobody, Somewhere))), u"sign_in_first"_s);
    QVERIFY(await(fixture.auth.beginSignIn({AliceMail, Password, u"one"_s, u"whispr"_s})));

    const auto tooSoon = await(fixture.auth.resendCode(AliceMail, Somewhere));
    QCOMPARE(codeOf(tooSoon), u"otp_cooldown"_s);
    QCOMPARE(tooSoon.error().retryAfter, std::chrono::seconds(60));

    fixture.clock.advance(std::chrono::seconds(61));
    QVERIFY(await(fixture.auth.resendCode(AliceMail, Somewhere)));
    const QString code = *fixture.sender.lastCode(AliceMail);
    QVERIFY(await(fixture.auth.completeSignIn({AliceMail, code, u"one"_s, u"whispr"_s})));
    QCOMPARE(codeOf(await(fixture.auth.resendCode(AliceMail, Somewhere))), u"sign_in_first"_s);
}

void AuthServiceTest::letsNoOtherCodeCompleteASignIn()
{
    IdentityFixture fixture;
    QVERIFY(await(fixture.signUps.signUp(AliceSignUp)));
    const QString code = fixture.requestCode(AliceMail);

    QCOMPARE(codeOf(await(fixture.auth.completeSignIn({AliceMail, code, u"one"_s, u"whispr"_s}))),
             u"otp_expired"_s);
}

void AuthServiceTest::forgetsTheCodeWhenThePasswordChanges()
{
    IdentityFixture fixture;
    const auto alice = await(fixture.signUps.signUp(AliceSignUp));
    QVERIFY(await(fixture.auth.beginSignIn({AliceMail, Password, u"one"_s, u"whispr"_s})));
    const QString code = *fixture.sender.lastCode(AliceMail);
    const auto hash = await(fixture.passwords.hashNew(u"another horse"_s, 8));
    QVERIFY(await(fixture.database->write([&](Stores &stores) {
        return PasswordService::set(stores, *alice, *hash, fixture.clock.now());
    })));

    QCOMPARE(codeOf(await(fixture.auth.completeSignIn({AliceMail, code, u"one"_s, u"whispr"_s}))),
             u"otp_expired"_s);
}

void AuthServiceTest::opensOneSessionForOneCode()
{
    CodePolicy policy = quickPolicy();
    policy.attempts = 20;
    IdentityFixture fixture(policy);
    const QString code = fixture.requestCode(Alice);
    std::vector<QCoro::Task<Result<SignedIn>>> attempts;
    for (int i = 0; i < 20; ++i)
        attempts.push_back(fixture.auth.signIn({Alice, code, QString::number(i), u"phone"_s}));

    QSet<qint64> users;
    for (const auto &result : awaitAll(std::move(attempts))) {
        if (result)
            users.insert(result->user.id.value());
        else
            QVERIFY(result.error().code == "otp_invalid"_L1
                    || result.error().code == "otp_expired"_L1);
    }

    QCOMPARE(users.size(), 1);
    QCOMPARE(await(fixture.sessions.list(UserId(*users.begin())))->size(), size_t(1));
}

void AuthServiceTest::keepsTheCodeGoodWhenItCannotSign()
{
    IdentityFixture fixture;
    CpuPool full(1, 0);
    TokenSigner busySigner(*fixture.keys, full, fixture.clock, {});
    TokenService tokens(fixture.context, fixture.sessions, busySigner, {.refreshSecret = "s"});
    AuthService busy(fixture.context, fixture.codes, fixture.passwords, fixture.stepUps, tokens);
    const QString code = fixture.requestCode(Alice);

    for (int i = 0; i < quickPolicy().attempts; ++i)
        QCOMPARE(codeOf(await(busy.signIn({Alice, code, u"one"_s, u"phone"_s}))), u"busy"_s);

    QCOMPARE(codeOf(await(fixture.auth.signIn({Alice, code, u"one"_s, u"phone"_s}))), u"ok"_s);
}

QTEST_GUILESS_MAIN(AuthServiceTest)
#include "tst_authservice.moc"
