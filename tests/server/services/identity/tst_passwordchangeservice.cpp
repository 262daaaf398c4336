// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/passwordchangeservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QString Old = u"correct horse"_s;
const QString New = u"battery staple"_s;
const LinkPage Page{{}, u"/reset"_s};

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

struct Fixture : IdentityFixture
{
    Fixture()
    {
        const auto signedUp = await(signUps.signUp({.email = AliceMail.value, .password = Old}));
        alice = *signedUp;
        here = signInWith(Old, u"here"_s).value();
        there = signInWith(Old, u"there"_s).value();
    }

    Result<SignedIn> signInWith(const QString &password, const QString &device = u"x"_s)
    {
        return await(auth.signInWithPassword({AliceMail, password, device, u"mern"_s}));
    }

    PasswordChange toNew(OtherSessions others = OtherSessions::End) const
    {
        return {alice.id, here.session.id, {New}, others, Somewhere};
    }

    bool isOpen(const SignedIn &signedIn) const
    {
        return authenticator.authenticate(signedIn.accessToken).has_value();
    }

    User alice;
    SignedIn here;
    SignedIn there;
};

} // namespace

class PasswordChangeServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void changesThePassword();
    void keepsOtherSessionsIfAsked();
    void refusesAWrongOldOne();
    void asksForNoOldOneWhereThereIsNone();
    void wantsAFreshSignInForTheFirstOne();
    void replacesIt();
    void resetsByLink();
    void resetsByCode();
    void saysNothingOfWhoHasAnAccount();
    void keepsAMistypedAddressFromOpeningAnAccount();
    void freesAnAddressFromAForeignSecondFactor();
    void refusesCommonOnesWithoutUsingUpTheLink();
    void refusesCommonOnesWithoutUsingUpTheCode();
    void usesUpNoCodeWhenItCannotHash();
};

void PasswordChangeServiceTest::changesThePassword()
{
    Fixture fixture;

    QVERIFY(await(fixture.passwordChanges.change(fixture.toNew(), Old)));

    QVERIFY(fixture.isOpen(fixture.here));
    QVERIFY(!fixture.isOpen(fixture.there));
    QCOMPARE(codeOf(fixture.signInWith(Old)), u"invalid_credentials"_s);
    QVERIFY(fixture.signInWith(New));
    const auto mail = fixture.takeMail();
    QCOMPARE(mail->templateName, u"password-changed"_s);
    QCOMPARE(mail->to, AliceMail.value);
}

void PasswordChangeServiceTest::keepsOtherSessionsIfAsked()
{
    Fixture fixture;

    QVERIFY(await(fixture.passwordChanges.change(fixture.toNew(OtherSessions::Keep), Old)));

    QVERIFY(fixture.isOpen(fixture.here));
    QVERIFY(fixture.isOpen(fixture.there));
}

void PasswordChangeServiceTest::refusesAWrongOldOne()
{
    Fixture fixture;
    for (int i = 0; i < AttemptLimits().place; ++i)
        QCOMPARE(codeOf(await(fixture.passwordChanges.change(fixture.toNew(), u"guess"_s))),
                 u"invalid_credentials"_s);

    QCOMPARE(codeOf(await(fixture.passwordChanges.change(fixture.toNew(), Old))),
             u"password_budget"_s);
    QVERIFY(fixture.isOpen(fixture.there));
}

void PasswordChangeServiceTest::asksForNoOldOneWhereThereIsNone()
{
    Fixture fixture;
    const SignedIn bob = fixture.signIn(Bob, u"one"_s);
    const PasswordChange change{bob.user.id, bob.session.id, {New}};

    QVERIFY(await(fixture.passwordChanges.change(change, {})));

    QCOMPARE(codeOf(await(fixture.passwordChanges.change(change, {}))), u"invalid_credentials"_s);
}

void PasswordChangeServiceTest::wantsAFreshSignInForTheFirstOne()
{
    Fixture fixture;
    const SignedIn bob = fixture.signIn(Bob, u"one"_s);
    const PasswordChange change{bob.user.id, bob.session.id, {New}};
    fixture.clock.advance(std::chrono::minutes(15));

    QCOMPARE(codeOf(await(fixture.passwordChanges.change(change, {}))),
             u"fresh_sign_in_required"_s);

    QVERIFY(!await(fixture.passwords.has(bob.user.id)).value());
}

void PasswordChangeServiceTest::replacesIt()
{
    Fixture fixture;
    PasswordChange change = fixture.toNew();
    change.password.text = Old;
    QCOMPARE(codeOf(await(fixture.passwordChanges.replace(change))), u"password_unchanged"_s);

    QVERIFY(await(fixture.passwordChanges.replace(fixture.toNew())));

    QVERIFY(fixture.signInWith(New));
    QVERIFY(!fixture.isOpen(fixture.there));
}

void PasswordChangeServiceTest::resetsByLink()
{
    Fixture fixture;
    QVERIFY(await(fixture.passwordChanges.requestLink(AliceMail, Page, Somewhere)));
    const QString token = fixture.takeMail()->values["link"_L1].toString().section(u"token="_s, 1);

    QVERIFY(await(fixture.passwordChanges.resetByLink(token, {New})));

    QVERIFY(!fixture.isOpen(fixture.here));
    QVERIFY(!fixture.isOpen(fixture.there));
    const auto signedIn = fixture.signInWith(New);
    QVERIFY(signedIn);
    QVERIFY(signedIn->user.isEmailVerified);
    QCOMPARE(codeOf(await(fixture.passwordChanges.resetByLink(token, {Old}))), u"link_invalid"_s);
}

void PasswordChangeServiceTest::resetsByCode()
{
    Fixture fixture;
    QVERIFY(await(fixture.passwordChanges.requestCode(AliceMail, Somewhere)));
    const QString code = *fixture.sender.lastCode(AliceMail);
    QCOMPARE(codeOf(await(fixture.auth.signIn({AliceMail, code, u"one"_s, u"mailotp"_s}))),
             u"otp_expired"_s);

    QVERIFY(await(fixture.passwordChanges.resetByCode(AliceMail, code, Somewhere, {New})));

    QVERIFY(!fixture.isOpen(fixture.here));
    QVERIFY(fixture.signInWith(New));
    QCOMPARE(codeOf(await(fixture.passwordChanges.resetByCode(AliceMail, code, Somewhere, {Old}))),
             u"otp_expired"_s);
}

void PasswordChangeServiceTest::saysNothingOfWhoHasAnAccount()
{
    Fixture fixture;
    const Identifier nobody{Identifier::Kind::Email, u"nobody@example.org"_s};

    QVERIFY(await(fixture.passwordChanges.requestLink(nobody, Page, Somewhere)));
    QVERIFY(await(fixture.passwordChanges.requestCode(nobody, Somewhere)));

    QVERIFY(!fixture.takeMail());
    QVERIFY(!fixture.sender.lastCode(nobody));
    QCOMPARE(codeOf(await(fixture.passwordChanges.requestCode(nobody, Somewhere))),
             u"otp_cooldown"_s);
}

void PasswordChangeServiceTest::keepsAMistypedAddressFromOpeningAnAccount()
{
    Fixture fixture;
    const SignedIn bob = fixture.signIn(Bob, u"one"_s);
    const Identifier stranger{Identifier::Kind::Email, u"stranger@example.org"_s};
    QVERIFY(await(fixture.verification.changeEmail({bob.user.id, bob.session.id, Somewhere},
                                                   stranger.value)));

    QVERIFY(await(fixture.passwordChanges.requestLink(stranger, Page, Somewhere)));
    QVERIFY(await(fixture.passwordChanges.requestCode(stranger, Somewhere)));

    QVERIFY(!fixture.takeMail());
    QVERIFY(!fixture.sender.lastCode(stranger));
}

void PasswordChangeServiceTest::freesAnAddressFromAForeignSecondFactor()
{
    Fixture fixture;
    QVERIFY(await(fixture.database->write([&](Stores &stores) {
        return stores.secondFactors.put({fixture.alice.id, "s", 0, fixture.clock.now()});
    })));
    QVERIFY(await(fixture.passwordChanges.requestCode(AliceMail, Somewhere)));

    QVERIFY(await(fixture.passwordChanges.resetByCode(
        AliceMail, *fixture.sender.lastCode(AliceMail), Somewhere, {New})));

    QVERIFY(!await(fixture.database->read(
        [&](Stores &stores) { return stores.secondFactors.find(fixture.alice.id); })));
}

void PasswordChangeServiceTest::refusesCommonOnesWithoutUsingUpTheLink()
{
    Fixture fixture;
    QVERIFY(await(fixture.passwordChanges.requestLink(AliceMail, Page, Somewhere)));
    const QString token = fixture.takeMail()->values["link"_L1].toString().section(u"token="_s, 1);

    QCOMPARE(codeOf(await(fixture.passwordChanges.resetByLink(token, {u"password1"_s}))),
             u"password_common"_s);
    QVERIFY(fixture.isOpen(fixture.here));
    QCOMPARE(codeOf(await(fixture.passwordChanges.resetByLink(token, {New}))), u"ok"_s);
}

void PasswordChangeServiceTest::refusesCommonOnesWithoutUsingUpTheCode()
{
    Fixture fixture;
    QVERIFY(await(fixture.passwordChanges.requestCode(AliceMail, Somewhere)));
    const QString code = *fixture.sender.lastCode(AliceMail);
    const auto reset = [&](const QString &password) {
        return codeOf(
            await(fixture.passwordChanges.resetByCode(AliceMail, code, Somewhere, {password})));
    };

    for (int i = 0; i < 10; ++i)
        QCOMPARE(reset(u"password1"_s), u"password_common"_s);

    QCOMPARE(reset(New), u"ok"_s);
}

void PasswordChangeServiceTest::usesUpNoCodeWhenItCannotHash()
{
    Fixture fixture;
    QVERIFY(await(fixture.passwordChanges.requestCode(AliceMail, Somewhere)));
    const QString code = *fixture.sender.lastCode(AliceMail);
    CpuPool full(1, 0);
    PasswordHasher hasher(full, QuickPasswords);
    PasswordService passwords(fixture.context, hasher);
    PasswordChangeService busy(fixture.context, passwords, fixture.codes, fixture.sessions,
                               fixture.links, quickPolicy());

    for (int i = 0; i < quickPolicy().attempts; ++i)
        QCOMPARE(codeOf(await(busy.resetByCode(AliceMail, code, Somewhere, {New}))), u"busy"_s);

    QVERIFY(await(fixture.passwordChanges.resetByCode(AliceMail, code, Somewhere, {New})));
}

QTEST_GUILESS_MAIN(PasswordChangeServiceTest)
#include "tst_passwordchangeservice.moc"
