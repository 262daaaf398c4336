// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/lastidentifier.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class LastIdentifierTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatOpensAnAccount_data();
    void tellsWhatOpensAnAccount();
};

void LastIdentifierTest::tellsWhatOpensAnAccount_data()
{
    QTest::addColumn<User>("user");
    QTest::addColumn<bool>("isOpened");
    QTest::addColumn<bool>("isOpenedWithPassword");

    User user;
    user.id = UserId(1);
    QTest::newRow("nothing") << user << false << false;
    user.username = u"al"_s;
    QTest::newRow("a name") << user << false << true;
    user.email = u"alice@example.org"_s;
    QTest::newRow("an address that is claimed") << user << false << true;
    user.isEmailVerified = true;
    QTest::newRow("an address that is proven") << user << true << true;
    user.isEmailVerified = false;
    user.phone = u"+911111111111"_s;
    QTest::newRow("a phone number") << user << true << true;
}

void LastIdentifierTest::tellsWhatOpensAnAccount()
{
    QFETCH(User, user);
    QFETCH(bool, isOpened);
    QFETCH(bool, isOpenedWithPassword);
    TestStores stores;
    addUser(*stores, user.id);

    const auto without = requireSignInLeft(*stores, user);
    QCOMPARE(without.has_value(), isOpened);
    if (!isOpened)
        QCOMPARE(without.error().code, u"last_identifier"_s);

    QVERIFY(stores->passwords.put({.user = user.id, .hash = u"$argon2id$"_s}));
    QCOMPARE(requireSignInLeft(*stores, user).has_value(), isOpenedWithPassword);
}

QTEST_GUILESS_MAIN(LastIdentifierTest)
#include "tst_lastidentifier.moc"
