// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/addressee.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AddresseeTest : public QObject
{
    Q_OBJECT

private slots:
    void isNobodyWhereNobodyHasTheIdentifier();
    void isAtHomeWhereSignedIn();
    void isNotAtHomeByAClaim();

private:
    static Addressee find(IdentityFixture &fixture, const Identifier &identifier)
    {
        return await(fixture.database->read([&](Stores &stores) {
                   return addresseeOf(stores, identifier, fixture.clock.now());
               }))
            .value();
    }
};

void AddresseeTest::isNobodyWhereNobodyHasTheIdentifier()
{
    IdentityFixture fixture;
    const Addressee whom = find(fixture, Alice);
    QVERIFY(!whom.user);
    QVERIFY(whom.id().isNull());
    QVERIFY(whom.homes.isEmpty());
}

void AddresseeTest::isAtHomeWhereSignedIn()
{
    IdentityFixture fixture;
    SignIn signIn{Alice, fixture.requestCode(Alice), u"phone-1"_s, u"phone"_s};
    signIn.address = Somewhere.toString();
    const auto signedIn = await(fixture.auth.signIn(signIn));

    const Addressee whom = find(fixture, Alice);

    QCOMPARE(whom.id(), signedIn->user.id);
    QCOMPARE(whom.homes, QSet<QString>{Somewhere.toString()});
}

//! Whoever wrote down somebody else's address is a stranger to its owner.
void AddresseeTest::isNotAtHomeByAClaim()
{
    IdentityFixture fixture;
    SignIn signIn{{}, {}, u"one"_s, u"cookie"_s};
    signIn.address = Somewhere.toString();
    const SignUp wanted{.email = AliceMail.value, .password = u"a long enough password"_s};
    const auto claimed = await(fixture.signUps.signUpAndIn(wanted, signIn));

    const Addressee whom = find(fixture, AliceMail);

    QCOMPARE(whom.id(), claimed->user.id);
    QVERIFY(whom.homes.isEmpty());
}

QTEST_GUILESS_MAIN(AddresseeTest)
#include "tst_addressee.moc"
