// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/identifierservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

using Kind = Identifier::Kind;

const QString Password = u"correct horse"_s;
const Identifier Other{Kind::Email, u"other@example.org"_s};

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

//! \brief Alice, who has signed in by telephone a moment ago.
struct Fixture : IdentityFixture
{
    Fixture() { alice = signIn(Alice, u"one"_s); }

    GuardedChange by(const SignedIn &who) const { return {who.user.id, who.session.id, Somewhere}; }

    //! Asks for a code to \p to and gives it back, both as \p who.
    QString add(const SignedIn &who, const Identifier &to)
    {
        const auto requested = await(identifiers.requestCode(to, Somewhere, {}));
        if (!requested)
            return codeOf(requested);
        const QString code = sender.lastCode(to).value_or(QString());
        return codeOf(await(identifiers.confirm(by(who), to, code)));
    }

    QString remove(Kind kind) { return codeOf(await(identifiers.remove(by(alice), kind))); }

    //! \return e.g. "phone+ email-", with a minus behind what is not proven.
    QString list(const SignedIn &who)
    {
        QStringList all;
        const auto own = await(identifiers.list(who.user.id));
        for (const OwnIdentifier &each : *own)
            all.append(nameOf(each.identifier.kind) + (each.isVerified ? u'+' : u'-'));
        return all.join(u' ');
    }

    void claim(UserId user, const Identifier &email)
    {
        const auto set = await(database->write(
            [=](Stores &stores) { return stores.accounts.setEmail(user, email.value, {}); }));
        QVERIFY(set);
    }

    void setPassword()
    {
        QVERIFY(await(passwordChanges.change(
            {alice.user.id, alice.session.id, {Password}, OtherSessions::Keep, Somewhere}, {})));
    }

    SignedIn alice;
};

} // namespace

class IdentifierServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void listsWhatThereIs();
    void addsAnAddressThatIsProven();
    void opensByWhatWasAdded();
    void putsANumberInThePlaceOfTheOldOne();
    void saysNothingOfOthersUntilItIsProven();
    void takesAnAddressFromWhoOnlyClaimsIt();
    void leavesAnAccountItsOnlyClaim();
    void acceptsNoCodeForSomethingElse();
    void setsAUserName();
    void removesAllButTheLast();
    void keepsTheNumberOfWhoOnlyClaimsAnAddress();
    void countsNamesOnlyWithAPassword();
    void isGuarded();
    void tellsTheOtherAddresses();
};

void IdentifierServiceTest::listsWhatThereIs()
{
    Fixture fixture;
    QCOMPARE(fixture.list(fixture.alice), u"phone+"_s);
    fixture.claim(fixture.alice.user.id, AliceMail);
    QCOMPARE(fixture.list(fixture.alice), u"phone+ email-"_s);
}

void IdentifierServiceTest::addsAnAddressThatIsProven()
{
    Fixture fixture;
    QVERIFY(await(fixture.identifiers.requestCode(AliceMail, Somewhere, {})));
    QCOMPARE(
        codeOf(await(fixture.identifiers.confirm(fixture.by(fixture.alice), AliceMail, u"none"_s))),
        u"otp_invalid"_s);
    QCOMPARE(fixture.list(fixture.alice), u"phone+"_s);
    const QString code = fixture.sender.lastCode(AliceMail).value_or(QString());

    QVERIFY(await(fixture.identifiers.confirm(fixture.by(fixture.alice), AliceMail, code)));

    QCOMPARE(fixture.list(fixture.alice), u"phone+ email+"_s);
    QCOMPARE(fixture.securityEventsOf(fixture.alice.user.id), QStringList{u"identifier_added"_s});
    QCOMPARE(codeOf(await(fixture.identifiers.confirm(fixture.by(fixture.alice), AliceMail, code))),
             u"otp_expired"_s);
}

void IdentifierServiceTest::opensByWhatWasAdded()
{
    Fixture fixture;
    QCOMPARE(fixture.add(fixture.alice, AliceMail), u"ok"_s);
    QCOMPARE(fixture.signIn(AliceMail, u"two"_s).user.id, fixture.alice.user.id);
}

void IdentifierServiceTest::putsANumberInThePlaceOfTheOldOne()
{
    Fixture fixture;
    QCOMPARE(fixture.add(fixture.alice, Bob), u"ok"_s);
    QCOMPARE(fixture.list(fixture.alice), u"phone+"_s);
    QVERIFY(fixture.signIn(Alice, u"two"_s).user.id != fixture.alice.user.id);
    QCOMPARE(fixture.signIn(Bob, u"two"_s).user.id, fixture.alice.user.id);
}

void IdentifierServiceTest::saysNothingOfOthersUntilItIsProven()
{
    Fixture fixture;
    const SignedIn bob = fixture.signIn(Bob, u"two"_s);
    const Identifier free{Kind::Phone, u"+913333333333"_s};
    fixture.clock.advance(std::chrono::minutes(2));

    const auto asked = await(fixture.identifiers.requestCode(Bob, Somewhere, {}));
    const auto askedFree = await(fixture.identifiers.requestCode(free, Somewhere, {}));

    QCOMPARE(asked->retryAfter, askedFree->retryAfter);
    for (const Identifier &each : {Bob, free})
        QCOMPARE(
            codeOf(await(fixture.identifiers.confirm(fixture.by(fixture.alice), each, u"none"_s))),
            u"otp_invalid"_s);
    const QString code = fixture.sender.lastCode(Bob).value_or(QString());
    QCOMPARE(codeOf(await(fixture.identifiers.confirm(fixture.by(fixture.alice), Bob, code))),
             u"identifier_taken"_s);
    QCOMPARE(fixture.list(bob), u"phone+"_s);
}

void IdentifierServiceTest::takesAnAddressFromWhoOnlyClaimsIt()
{
    Fixture fixture;
    const SignedIn bob = fixture.signIn(Bob, u"two"_s);
    fixture.claim(bob.user.id, AliceMail);
    QCOMPARE(fixture.add(fixture.alice, AliceMail), u"ok"_s);
    QCOMPARE(fixture.list(bob), u"phone+"_s);
    QCOMPARE(fixture.list(fixture.alice), u"phone+ email+"_s);
}

//! It is nearly always their own, and there would be no way into it.
void IdentifierServiceTest::leavesAnAccountItsOnlyClaim()
{
    Fixture fixture;
    QVERIFY(await(fixture.signUps.signUp({.email = AliceMail.value, .password = Password})));
    QCOMPARE(fixture.add(fixture.alice, AliceMail), u"identifier_taken"_s);
    QCOMPARE(fixture.list(fixture.alice), u"phone+"_s);
}

void IdentifierServiceTest::acceptsNoCodeForSomethingElse()
{
    Fixture fixture;
    const QString code = fixture.requestCode(AliceMail); // To sign in.
    QCOMPARE(codeOf(await(fixture.identifiers.confirm(fixture.by(fixture.alice), AliceMail, code))),
             u"otp_expired"_s);
}

void IdentifierServiceTest::setsAUserName()
{
    Fixture fixture;
    const auto set = [&](const SignedIn &who, const QString &name) {
        return codeOf(await(fixture.identifiers.setUsername(fixture.by(who), name)));
    };
    QCOMPARE(set(fixture.alice, u"!"_s), u"username_invalid"_s);
    QCOMPARE(set(fixture.alice, u"Alice"_s), u"ok"_s);
    QCOMPARE(fixture.list(fixture.alice), u"phone+ username-"_s);
    QCOMPARE(set(fixture.signIn(Bob, u"two"_s), u"alice"_s), u"username_taken"_s);
}

void IdentifierServiceTest::removesAllButTheLast()
{
    Fixture fixture;
    QCOMPARE(fixture.remove(Kind::Email), u"identifier_missing"_s);
    QCOMPARE(fixture.remove(Kind::Phone), u"last_identifier"_s);
    QCOMPARE(fixture.add(fixture.alice, AliceMail), u"ok"_s);
    QCOMPARE(fixture.remove(Kind::Phone), u"ok"_s);
    QCOMPARE(fixture.remove(Kind::Email), u"last_identifier"_s);
    QCOMPARE(fixture.list(fixture.alice), u"email+"_s);
    QCOMPARE(fixture.securityEventsOf(fixture.alice.user.id).front(), u"identifier_removed"_s);
}

//! Else whoever owns the address could take the account.
void IdentifierServiceTest::keepsTheNumberOfWhoOnlyClaimsAnAddress()
{
    Fixture fixture;
    fixture.claim(fixture.alice.user.id, AliceMail);
    QCOMPARE(fixture.remove(Kind::Phone), u"email_unproven"_s);
    QCOMPARE(fixture.remove(Kind::Email), u"ok"_s);
}

void IdentifierServiceTest::countsNamesOnlyWithAPassword()
{
    Fixture fixture;
    QVERIFY(await(fixture.identifiers.setUsername(fixture.by(fixture.alice), u"alice"_s)));
    QCOMPARE(fixture.remove(Kind::Phone), u"last_identifier"_s);
    fixture.setPassword();
    GuardedChange change = fixture.by(fixture.alice);
    change.password = Password;
    QVERIFY(await(fixture.identifiers.remove(change, Kind::Phone)));
    QCOMPARE(codeOf(await(fixture.identifiers.remove(change, Kind::Username))),
             u"last_identifier"_s);
}

void IdentifierServiceTest::isGuarded()
{
    Fixture fixture;
    fixture.setPassword();
    QCOMPARE(fixture.add(fixture.alice, AliceMail), u"invalid_credentials"_s);
    QCOMPARE(fixture.remove(Kind::Phone), u"invalid_credentials"_s);
    QCOMPARE(codeOf(await(fixture.identifiers.setUsername(fixture.by(fixture.alice), u"alice"_s))),
             u"invalid_credentials"_s);
    // No guess at the password uses up the code.
    GuardedChange change = fixture.by(fixture.alice);
    change.password = Password;
    QVERIFY(await(fixture.identifiers.confirm(change, AliceMail,
                                              fixture.sender.lastCode(AliceMail).value())));
}

void IdentifierServiceTest::tellsTheOtherAddresses()
{
    Fixture fixture;
    QCOMPARE(fixture.add(fixture.alice, AliceMail), u"ok"_s);
    QVERIFY(!fixture.takeMail()); // There was no address to write to.
    QCOMPARE(fixture.add(fixture.alice, Bob), u"ok"_s);
    const auto added = fixture.takeMail();
    QCOMPARE(added->to, AliceMail.value);
    QCOMPARE(added->templateName, u"identifier-added"_s);
    QCOMPARE(fixture.add(fixture.alice, Other), u"ok"_s);
    const auto changed = fixture.takeMail();
    QCOMPARE(changed->to, AliceMail.value);
    QCOMPARE(changed->templateName, u"email-changed"_s);
    QCOMPARE(fixture.remove(Kind::Phone), u"ok"_s);
    const auto removed = fixture.takeMail();
    QCOMPARE(removed->to, Other.value);
    QCOMPARE(removed->templateName, u"identifier-removed"_s);
}

QTEST_GUILESS_MAIN(IdentifierServiceTest)
#include "tst_identifierservice.moc"
