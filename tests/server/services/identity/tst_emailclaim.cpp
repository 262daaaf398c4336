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

} // namespace

class EmailClaimTest : public QObject
{
    Q_OBJECT

private slots:
    void onlyAnAddressCanBeAClaim();
    void takesAClaimAway();
    void leavesTheOwnerAlone_data();
    void leavesTheOwnerAlone();
    void respectsWhoProvedItFirst();
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
    QVERIFY(stores->accounts.add(holder(false)));

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

void EmailClaimTest::respectsWhoProvedItFirst()
{
    TestStores stores;
    QVERIFY(stores->accounts.add(holder(true)));

    const auto refused = releaseClaim(*stores, Mail, UserId(6));

    QCOMPARE(refused.error().code, "sign_in_again"_L1);
    QCOMPARE(stores->accounts.find(UserId(5)).value(), holder(true));
}

QTEST_GUILESS_MAIN(EmailClaimTest)
#include "tst_emailclaim.moc"
