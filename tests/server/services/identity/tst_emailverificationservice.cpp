// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/emailverificationservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const LinkPage Page{{}, u"/verify"_s};

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

GuardedChange by(const SignedIn &who)
{
    return {who.user.id, who.session.id, Somewhere};
}

struct Fixture : IdentityFixture
{
    Fixture()
    {
        const auto signedUp =
            await(signUps.signUp({.email = AliceMail.value, .password = u"correct horse"_s}));
        alice = *signedUp;
    }

    QString takeToken()
    {
        const auto mail = takeMail();
        return mail ? mail->values["link"_L1].toString().section(u"token="_s, 1) : QString();
    }

    User alice;
};

} // namespace

class EmailVerificationServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void provesAnAddress();
    void sendsNoLinkToAProvenAddress();
    void countsWhatItSends();
    void changesAnAddress();
    void tellsTheOldAddress();
    void keepsAProvenAddressThatIsAllThatOpensTheAccount();
    void wantsThePasswordWhereThereIsOne();
    void wantsAFreshSignInWhereThereIsNone();
};

void EmailVerificationServiceTest::provesAnAddress()
{
    Fixture fixture;
    QVERIFY(await(fixture.verification.send(fixture.alice.id, Page, Somewhere)));

    const auto verified = await(fixture.verification.verify(fixture.takeToken()));

    QVERIFY(verified);
    QCOMPARE(verified->id, fixture.alice.id);
    QVERIFY(verified->isEmailVerified);
    QCOMPARE(fixture.securityEventsOf(fixture.alice.id), QStringList{u"email_proven"_s});
    const SignedIn signedIn = fixture.signIn(AliceMail, u"one"_s);
    QCOMPARE(signedIn.user.id, fixture.alice.id);
}

void EmailVerificationServiceTest::sendsNoLinkToAProvenAddress()
{
    Fixture fixture;
    QVERIFY(await(fixture.verification.send(fixture.alice.id, Page, Somewhere)));
    QVERIFY(await(fixture.verification.verify(fixture.takeToken())));

    QVERIFY(await(fixture.verification.send(fixture.alice.id, Page, Somewhere)));

    QVERIFY(!fixture.takeMail());
    const SignedIn phone = fixture.signIn(Alice, u"one"_s);
    QCOMPARE(codeOf(await(fixture.verification.send(phone.user.id, Page, Somewhere))),
             u"email_missing"_s);
}

void EmailVerificationServiceTest::countsWhatItSends()
{
    Fixture fixture;
    for (int i = 0; i < quickPolicy().hourly.destination; ++i)
        QVERIFY(await(fixture.verification.send(fixture.alice.id, Page, Somewhere)));

    QCOMPARE(codeOf(await(fixture.verification.send(fixture.alice.id, Page, Somewhere))),
             u"otp_budget"_s);
}

void EmailVerificationServiceTest::changesAnAddress()
{
    Fixture fixture;
    const SignedIn bob = fixture.signIn(Bob, u"one"_s);
    const auto change = [&](const QString &email) {
        return await(fixture.verification.changeEmail(by(bob), email));
    };
    QCOMPARE(codeOf(change(u"bob@"_s)), u"email_invalid"_s);
    QCOMPARE(codeOf(change(u"ALICE.w@example.org"_s)), u"email_taken"_s);

    const auto changed = change(u"Bob@example.org"_s);

    QVERIFY(changed);
    QCOMPARE(changed->email, u"bob@example.org"_s);
    QVERIFY(!changed->isEmailVerified);
    QVERIFY(await(fixture.verification.send(bob.user.id, Page, Somewhere)));
    QVERIFY(await(fixture.verification.verify(fixture.takeToken())));
    QVERIFY(change(u"bob@example.org"_s)->isEmailVerified);
    QVERIFY(!change(u"bob2@example.org"_s)->isEmailVerified);
}

void EmailVerificationServiceTest::tellsTheOldAddress()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(AliceMail, u"one"_s);
    QVERIFY(await(fixture.database->write(
        [&](Stores &stores) { return stores.accounts.setPhone(alice.user.id, Alice.value); })));

    QVERIFY(await(fixture.verification.changeEmail(by(alice), u"new@example.org"_s)));

    const auto mail = fixture.takeMail();
    QVERIFY(mail);
    QCOMPARE(mail->templateName, u"email-changed"_s);
    QCOMPARE(mail->to, AliceMail.value);
    QVERIFY(!fixture.takeMail());
    QCOMPARE(fixture.securityEventsOf(alice.user.id), QStringList{u"email_changed"_s});
}

void EmailVerificationServiceTest::keepsAProvenAddressThatIsAllThatOpensTheAccount()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(AliceMail, u"one"_s);

    const auto refused = await(fixture.verification.changeEmail(by(alice), u"typo@example.org"_s));

    QCOMPARE(codeOf(refused), u"last_identifier"_s);
    QCOMPARE(refused.error().kind, Error::Kind::Conflict);
    QVERIFY(refused.error().message.contains(u"identifiers/confirm"_s));
    QVERIFY(!fixture.takeMail());
    QCOMPARE(fixture.signIn(AliceMail, u"two"_s).user.id, alice.user.id);
}

void EmailVerificationServiceTest::wantsThePasswordWhereThereIsOne()
{
    Fixture fixture;
    const auto change = [&](const QString &password) {
        return await(fixture.verification.changeEmail({fixture.alice.id, {}, Somewhere, password},
                                                      u"new@example.org"_s));
    };
    QCOMPARE(codeOf(change({})), u"invalid_credentials"_s);
    QCOMPARE(codeOf(change(u"wrong horse"_s)), u"invalid_credentials"_s);
    const auto kept = await(fixture.database->read(
        [&](Stores &stores) { return stores.accounts.find(fixture.alice.id); }));
    QCOMPARE(kept->email, AliceMail.value);

    const auto changed = change(u"correct horse"_s);

    QVERIFY(changed);
    QCOMPARE(changed->email, u"new@example.org"_s);
}

void EmailVerificationServiceTest::wantsAFreshSignInWhereThereIsNone()
{
    Fixture fixture;
    const SignedIn bob = fixture.signIn(Bob, u"one"_s);
    fixture.clock.advance(std::chrono::minutes(15));

    const auto late = await(fixture.verification.changeEmail(by(bob), u"bob@example.org"_s));

    QCOMPARE(codeOf(late), u"fresh_sign_in_required"_s);
    const SignedIn again = fixture.signIn(Bob, u"two"_s);
    QVERIFY(again.user.email.isEmpty());
    QVERIFY(await(fixture.verification.changeEmail(by(again), u"bob@example.org"_s)));
}

QTEST_GUILESS_MAIN(EmailVerificationServiceTest)
#include "tst_emailverificationservice.moc"
