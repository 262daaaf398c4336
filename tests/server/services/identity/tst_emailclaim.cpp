// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/emailclaim.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const Identifier Mail{Identifier::Kind::Email, u"alice@example.org"_s};

User holder(bool isProven)
{
    return {.id = UserId(5), .email = Mail.value, .username = u"al"_s, .isEmailVerified = isProven};
}

//! Somebody who wrote down an address that may be a stranger's.
User phoneOwner()
{
    User user = holder(false);
    user.phone = u"+911111111111"_s;
    return user;
}

} // namespace

class EmailClaimTest : public QObject
{
    Q_OBJECT

private slots:
    void onlyAnAddressCanBeAClaim();
    void takesAClaimAway();
    void leavesTheOwnerAlone_data();
    void leavesTheOwnerAlone();
    void leavesWhatItsOwnerInherits_data();
    void leavesWhatItsOwnerInherits();
    void givesAnAccountToTheOwnerOfItsAddress();
    void keepsWhatTheOwnerHasChosen();
};

void EmailClaimTest::onlyAnAddressCanBeAClaim()
{
    QVERIFY(isProven(holder(true), Mail));
    QVERIFY(!isProven(holder(false), Mail));
    QVERIFY(isProven(holder(false), {Identifier::Kind::Username, u"al"_s}));
    QVERIFY(isProven(holder(false), {Identifier::Kind::Phone, u"+911111111111"_s}));
}

void EmailClaimTest::takesAClaimAway()
{
    TestStores stores;
    QVERIFY(stores->accounts.add(phoneOwner()));

    const auto displaced = releaseClaim(*stores, Mail, UserId(6));

    QVERIFY(displaced && *displaced);
    QCOMPARE((*displaced)->id, UserId(5));
    QCOMPARE((*displaced)->email, QString());
    QCOMPARE(stores->accounts.find(UserId(5)).value(), **displaced);
    QVERIFY(!releaseClaim(*stores, Mail, UserId(6))->has_value());
}

void EmailClaimTest::leavesTheOwnerAlone_data()
{
    QTest::addColumn<bool>("isProven");

    QTest::newRow("who proved it") << true;
    QTest::newRow("who claims it") << false;
}

void EmailClaimTest::leavesTheOwnerAlone()
{
    QFETCH(bool, isProven);
    TestStores stores;
    QVERIFY(stores->accounts.add(holder(isProven)));

    QVERIFY(!releaseClaim(*stores, Mail, UserId(5))->has_value());

    QCOMPARE(stores->accounts.find(UserId(5)).value(), holder(isProven));
}

void EmailClaimTest::leavesWhatItsOwnerInherits_data()
{
    QTest::addColumn<bool>("isProven");

    QTest::newRow("proven by another one first") << true;
    QTest::newRow("an account that passes to who proves it") << false;
}

void EmailClaimTest::leavesWhatItsOwnerInherits()
{
    QFETCH(bool, isProven);
    TestStores stores;
    QVERIFY(stores->accounts.add(holder(isProven)));

    const auto refused = releaseClaim(*stores, Mail, UserId(6));

    QCOMPARE(refused.error().code, "sign_in_again"_L1);
    QCOMPARE(stores->accounts.find(UserId(5)).value(), holder(isProven));
}

void EmailClaimTest::givesAnAccountToTheOwnerOfItsAddress()
{
    TestStores stores;
    QVERIFY(stores->accounts.add(holder(false)));
    QVERIFY(stores->passwords.put({UserId(5), u"hash"_s, at(1)}));
    QVERIFY(stores->secondFactors.put({UserId(5), "secret", 0, at(1)}));

    const auto given = giveToOwner(*stores, holder(false), Mail, at(2));

    QCOMPARE(given.value(), holder(true));
    QCOMPARE(stores->accounts.find(UserId(5)).value(), holder(true));
    QVERIFY(!stores->passwords.find(UserId(5)));
    QVERIFY(!stores->secondFactors.find(UserId(5)));
    const Identifier other{Identifier::Kind::Email, u"bob@example.org"_s};
    QCOMPARE(giveToOwner(*stores, holder(false), other, at(2)).error().kind, Error::Kind::NotFound);
}

void EmailClaimTest::keepsWhatTheOwnerHasChosen()
{
    TestStores stores;
    QVERIFY(stores->accounts.add(holder(true)));
    QVERIFY(stores->passwords.put({UserId(5), u"hash"_s, at(1)}));
    QVERIFY(stores->secondFactors.put({UserId(5), "secret", 0, at(1)}));

    QCOMPARE(giveToOwner(*stores, holder(true), Mail, at(2)).value(), holder(true));

    QVERIFY(stores->passwords.find(UserId(5)));
    QVERIFY(stores->secondFactors.find(UserId(5)));
}

QTEST_GUILESS_MAIN(EmailClaimTest)
#include "tst_emailclaim.moc"
