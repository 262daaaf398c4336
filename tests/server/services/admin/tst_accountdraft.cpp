// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/accountdraft.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AccountDraftTest : public QObject
{
    Q_OBJECT

private slots:
    void changesWhatIsSaid();
    void takesAwayWhatIsEmpty();
    void vouchesForNewAddressesAlone();
    void refuses_data();
    void refuses();
    void namesWhatIsTaken_data();
    void namesWhatIsTaken();
};

namespace {

User alice()
{
    User user;
    user.id = UserId(1);
    user.displayName = u"Alice"_s;
    user.phone = u"+911111111111"_s;
    user.email = u"alice@example.org"_s;
    user.username = u"Alice.W"_s;
    return user;
}

} // namespace

void AccountDraftTest::changesWhatIsSaid()
{
    QCOMPARE(edited(alice(), {}).value(), alice());
    const auto changed = edited(alice(),
                                {.name = u" Al "_s,
                                 .phone = u"+922222222222"_s,
                                 .email = u"Al@Example.org"_s,
                                 .username = u"al.w"_s});
    QVERIFY(changed);
    QCOMPARE(changed->displayName, u"Al"_s);
    QCOMPARE(changed->phone, u"+922222222222"_s);
    QCOMPARE(changed->email, u"al@example.org"_s);
    QCOMPARE(changed->username, u"al.w"_s);
}

void AccountDraftTest::takesAwayWhatIsEmpty()
{
    const auto changed = edited(alice(), {.email = QString(), .username = QString()});
    QVERIFY(changed);
    QVERIFY(changed->email.isEmpty());
    QVERIFY(!changed->isEmailVerified);
    QVERIFY(changed->username.isEmpty());
}

void AccountDraftTest::vouchesForNewAddressesAlone()
{
    QVERIFY(edited(alice(), {.email = u"al@example.org"_s})->isEmailVerified);
    QVERIFY(!edited(alice(), {.email = u"ALICE@example.org"_s})->isEmailVerified);
}

void AccountDraftTest::refuses_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");

    const QString phone = u"phone must be a number in international form, e.g. +4915112345678"_s;
    QTest::newRow("no name") << u"name"_s << u" "_s << u"name must not be blank"_s;
    QTest::newRow("no number") << u"phone"_s << u"0151"_s << phone;
    QTest::newRow("no number at all") << u"phone"_s << u"+"_s << phone;
    QTest::newRow("no address") << u"email"_s << u"alice"_s << u"email must be an e-mail address"_s;
    QTest::newRow("no user name") << u"username"_s << u"4711"_s
                                  << u"username must have 3 to 30 letters"_s;
}

void AccountDraftTest::refuses()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(QString, message);
    AccountEdit edit;
    if (field == u"name"_s)
        edit.name = value;
    else if (field == u"phone"_s)
        edit.phone = value;
    else if (field == u"email"_s)
        edit.email = value;
    else
        edit.username = value;
    const auto refused = edited(alice(), edit);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
    QVERIFY2(refused.error().message.startsWith(message), qPrintable(refused.error().message));
    const auto stranded = edited(alice(), {.phone = QString(), .email = QString()});
    QCOMPARE(stranded.error().message,
             u"phone or email must be there: it is what people sign in with"_s);
}

void AccountDraftTest::namesWhatIsTaken_data()
{
    QTest::addColumn<AccountEdit>("edit");
    QTest::addColumn<QString>("code");

    QTest::newRow("the number") << AccountEdit{.phone = u"+911111111111"_s} << u"phone_taken"_s;
    QTest::newRow("the address") << AccountEdit{.email = u"alice@example.org"_s}
                                 << u"email_taken"_s;
    QTest::newRow("the user name") << AccountEdit{.username = u"ALICE.w"_s} << u"username_taken"_s;
    QTest::newRow("nothing") << AccountEdit{.username = u"alice.v"_s} << QString();
}

void AccountDraftTest::namesWhatIsTaken()
{
    QFETCH(AccountEdit, edit);
    QFETCH(QString, code);
    TestStores stores;
    QVERIFY(stores->accounts.add(alice()));
    QVERIFY(requireUntaken(*stores, alice()));
    User bob;
    bob.id = UserId(2);
    bob.phone = u"+922222222222"_s;
    const auto untaken = requireUntaken(*stores, edited(bob, edit).value());
    QCOMPARE(untaken ? QString() : QString(untaken.error().code), code);
}

QTEST_GUILESS_MAIN(AccountDraftTest)
#include "tst_accountdraft.moc"
