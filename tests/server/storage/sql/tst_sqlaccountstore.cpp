// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlaccountstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

User person(qint64 id, const QString &name, const QString &phone)
{
    return {.id = UserId(id),
            .phone = phone,
            .displayName = name,
            .avatarUrl = u"/a.png"_s,
            .statusText = u"Hi"_s,
            .createdAt = at(1),
            .updatedAt = at(2)};
}

QStringList names(const Result<std::vector<User>> &users)
{
    QStringList found;
    for (const User &user : users.value())
        found.append(user.displayName);
    found.sort();
    return found;
}

} // namespace

class SqlAccountStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatWasAdded();
    void findsNobodyElse();
    void refusesASecondAccountWithTheSameNumber();
    void findsAnAccountByEachOfItsIdentifiers();
    void refusesWhatAnotherAccountHas();
    void keepsWhetherAnAddressWasProven();
    void findsSeveralAtOnce();
    void searches_data();
    void searches();
    void searchesInPages();
    void countsWhoCanStillBeReached();
    void findsNobodyAcrossABlock();
    void updatesTheProfileAndNothingElse();
    void keepsWhatPeopleShowOfThemselves();
    void replacesANumber();
};

void SqlAccountStoreTest::findsWhatWasAdded()
{
    TestStores stores;
    const User alice = person(5, u"Alice"_s, u"+911111111111"_s);

    QVERIFY(stores->accounts.add(alice));

    QCOMPARE(stores->accounts.find(UserId(5)).value(), alice);
    QCOMPARE(stores->accounts.findByIdentifier({Identifier::Kind::Phone, alice.phone}).value(),
             alice);
}

void SqlAccountStoreTest::findsNobodyElse()
{
    TestStores stores;
    QVERIFY(stores->accounts.add(person(5, u"Alice"_s, u"+911111111111"_s)));

    const auto byId = stores->accounts.find(UserId(6));
    const auto byKind =
        stores->accounts.findByIdentifier({Identifier::Kind::Email, u"+911111111111"_s});

    QVERIFY(!byId && !byKind);
    QCOMPARE(byId.error().kind, Error::Kind::NotFound);
    QCOMPARE(byId.error().message, u"User not found"_s);
    QCOMPARE(byKind.error().kind, Error::Kind::NotFound);
}

void SqlAccountStoreTest::refusesASecondAccountWithTheSameNumber()
{
    TestStores stores;
    QVERIFY(stores->accounts.add(person(5, u"Alice"_s, u"+911111111111"_s)));

    const auto second = stores->accounts.add(person(6, u"Mallory"_s, u"+911111111111"_s));

    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::Conflict);
}

void SqlAccountStoreTest::findsAnAccountByEachOfItsIdentifiers()
{
    TestStores stores;
    User alice = person(5, u"Alice"_s, u"+911111111111"_s);
    alice.email = u"alice@example.org"_s;
    alice.isEmailVerified = true;
    alice.username = u"Alice.W"_s;
    alice.bio = u"Here"_s;
    QVERIFY(stores->accounts.add(alice));
    QVERIFY(stores->accounts.add(person(6, u"Bob"_s, {})));
    QVERIFY(stores->accounts.add(person(7, u"Charlie"_s, {})));

    for (const Identifier &identifier :
         {Identifier{Identifier::Kind::Phone, u"+911111111111"_s},
          Identifier{Identifier::Kind::Email, u"alice@example.org"_s},
          Identifier{Identifier::Kind::Username, u"alice.w"_s}})
        QCOMPARE(stores->accounts.findByIdentifier(identifier).value(), alice);
    QVERIFY(!stores->accounts.findByIdentifier({Identifier::Kind::Username, QString()}));
}

void SqlAccountStoreTest::refusesWhatAnotherAccountHas()
{
    TestStores stores;
    User alice = person(5, u"Alice"_s, {});
    alice.email = u"alice@example.org"_s;
    alice.username = u"Alice"_s;
    QVERIFY(stores->accounts.add(alice));
    QVERIFY(stores->accounts.add(person(6, u"Bob"_s, {})));
    User bob = person(6, u"Bob"_s, {});
    bob.username = u"aLICE"_s;
    User second = person(7, u"Second"_s, {});
    second.email = alice.email;

    QCOMPARE(stores->accounts.updateProfile(bob).error().kind, Error::Kind::Conflict);
    QCOMPARE(stores->accounts.setEmail(UserId(6), alice.email, at(3)).error().kind,
             Error::Kind::Conflict);
    QCOMPARE(stores->accounts.add(second).error().kind, Error::Kind::Conflict);
    QVERIFY(stores->accounts.updateProfile(alice));
    QVERIFY(stores->accounts.setEmail(UserId(5), alice.email, {}));
}

void SqlAccountStoreTest::keepsWhetherAnAddressWasProven()
{
    TestStores stores;
    User alice = person(5, u"Alice"_s, {});
    alice.email = u"alice@example.org"_s;
    QVERIFY(stores->accounts.add(alice));
    QVERIFY(!stores->accounts.find(UserId(5))->isEmailVerified);

    QVERIFY(stores->accounts.setEmail(UserId(5), alice.email, at(3)));
    QVERIFY(stores->accounts.find(UserId(5))->isEmailVerified);

    QVERIFY(stores->accounts.setEmail(UserId(5), u"al@example.org"_s, {}));
    QCOMPARE(stores->accounts.find(UserId(5))->email, u"al@example.org"_s);
    QVERIFY(!stores->accounts.find(UserId(5))->isEmailVerified);

    QVERIFY(stores->accounts.setEmail(UserId(5), {}, {}));
    QCOMPARE(stores->accounts.find(UserId(5))->email, QString());
    QVERIFY(!stores->accounts.setEmail(UserId(9), u"x@example.org"_s, {}));
}

void SqlAccountStoreTest::findsSeveralAtOnce()
{
    TestStores stores;
    QVERIFY(stores->accounts.add(person(5, u"Alice"_s, u"+911111111111"_s)));
    QVERIFY(stores->accounts.add(person(6, u"Bob"_s, u"+912222222222"_s)));
    QVERIFY(stores->accounts.add(person(7, u"Charlie"_s, {})));

    QCOMPARE(names(stores->accounts.findMany({UserId(5), UserId(7), UserId(7), UserId(9)})),
             QStringList({u"Alice"_s, u"Charlie"_s}));
    QCOMPARE(names(stores->accounts.findMany({})), QStringList());
    QCOMPARE(names(stores->accounts.listByPhones({u"+912222222222"_s, u"+913333333333"_s,
                                                  u"'); DROP TABLE account; --"_s, QString()})),
             QStringList({u"Bob"_s}));
}

void SqlAccountStoreTest::searches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");

    QTest::newRow("everybody") << QString() << QStringList({u"100% Bob"_s, u"A_B"_s, u"ÄRNE Öz"_s});
    QTest::newRow("part of a name") << u"ob"_s << QStringList({u"100% Bob"_s});
    QTest::newRow("another case") << u"BOB"_s << QStringList({u"100% Bob"_s});
    QTest::newRow("another case beyond ASCII") << u"ärne ö"_s << QStringList({u"ÄRNE Öz"_s});
    QTest::newRow("part of a number") << u"2222"_s << QStringList({u"100% Bob"_s});
    QTest::newRow("the plus of a number") << u"+91"_s << QStringList({u"100% Bob"_s, u"A_B"_s});
    QTest::newRow("a percent sign is itself") << u"%"_s << QStringList({u"100% Bob"_s});
    QTest::newRow("an underscore is itself") << u"_"_s << QStringList({u"A_B"_s});
    QTest::newRow("a backslash is itself") << u"\\"_s << QStringList();
    QTest::newRow("a quote is itself") << u"'"_s << QStringList();
    QTest::newRow("part of a user name") << u"NE.O"_s << QStringList({u"ÄRNE Öz"_s});
    QTest::newRow("an e-mail address") << u"Arne@example.org"_s << QStringList({u"ÄRNE Öz"_s});
    QTest::newRow("part of an e-mail address") << u"example"_s << QStringList();
    QTest::newRow("oneself is left out") << u"asker"_s << QStringList();
}

void SqlAccountStoreTest::searches()
{
    QFETCH(QString, text);
    QFETCH(QStringList, found);
    TestStores stores;
    QVERIFY(stores->accounts.add(person(1, u"Asker"_s, u"+491111111111"_s)));
    QVERIFY(stores->accounts.add(person(2, u"100% Bob"_s, u"+912222222222"_s)));
    QVERIFY(stores->accounts.add(person(3, u"A_B"_s, u"+913333333333"_s)));
    User arne = person(4, u"ÄRNE Öz"_s, {});
    arne.username = u"Arne.Oz"_s;
    arne.email = u"arne@example.org"_s;
    QVERIFY(stores->accounts.add(arne));

    QCOMPARE(names(stores->accounts.search({.text = text, .except = UserId(1)})), found);
}

void SqlAccountStoreTest::searchesInPages()
{
    TestStores stores;
    for (qint64 id = 1; id <= 5; ++id)
        QVERIFY(stores->accounts.add(person(id, QString::number(id), {})));

    const auto first = stores->accounts.search({.except = UserId(2), .limit = 2});
    const auto second =
        stores->accounts.search({.except = UserId(2), .after = first->back().id, .limit = 2});

    QCOMPARE(names(first), QStringList({u"1"_s, u"3"_s}));
    QCOMPARE(names(second), QStringList({u"4"_s, u"5"_s}));
}

void SqlAccountStoreTest::countsWhoCanStillBeReached()
{
    TestStores stores;
    for (qint64 id = 1; id <= 5; ++id)
        QVERIFY(stores->accounts.add(person(id, QString::number(id), {})));
    QVERIFY(stores->erasures.put({.user = UserId(2)})); // It can still be cancelled.
    QVERIFY(stores->erasures.put({.user = UserId(3), .begunAt = at(1)}));
    QVERIFY(stores->merges.put({UserId(4), UserId(5), at(1), u"system"_s}));

    const auto count = [&stores](qint64 id) {
        return stores->accounts.countReachable({UserId(id)}).value();
    };
    QCOMPARE(count(1), 1);
    QCOMPARE(count(2), 1);
    QCOMPARE(count(3), 0);
    QCOMPARE(count(4), 0);
    QCOMPARE(count(9), 0);
    QCOMPARE(stores->accounts.countReachable({UserId(1), UserId(3), UserId(5)}).value(), 2);
}

void SqlAccountStoreTest::findsNobodyAcrossABlock()
{
    TestStores stores;
    for (qint64 id = 1; id <= 3; ++id)
        QVERIFY(stores->accounts.add(person(id, QString::number(id), {})));
    QVERIFY(stores->blocks.add(UserId(1), UserId(2), at(1)));

    QCOMPARE(names(stores->accounts.search({.viewer = UserId(1)})), QStringList({u"1"_s, u"3"_s}));
    QCOMPARE(names(stores->accounts.search({.viewer = UserId(2)})), QStringList({u"2"_s, u"3"_s}));
    QCOMPARE(names(stores->accounts.search({.viewer = UserId(3)})),
             QStringList({u"1"_s, u"2"_s, u"3"_s}));
}

void SqlAccountStoreTest::updatesTheProfileAndNothingElse()
{
    TestStores stores;
    const User alice = person(5, u"Alice"_s, u"+911111111111"_s);
    QVERIFY(stores->accounts.add(alice));
    User changed = alice;
    changed.displayName = u"Alicia"_s;
    changed.statusText = QString();
    changed.updatedAt = at(9);
    User wanted = changed;
    changed.phone = u"+919999999999"_s;
    changed.createdAt = at(8);

    QVERIFY(stores->accounts.updateProfile(changed));

    QCOMPARE(stores->accounts.find(UserId(5)).value(), wanted);
    QCOMPARE(names(stores->accounts.search({.text = u"alicia"_s})), QStringList({u"Alicia"_s}));
    QVERIFY(!stores->accounts.updateProfile(person(6, u"Nobody"_s, {})));
}

void SqlAccountStoreTest::keepsWhatPeopleShowOfThemselves()
{
    TestStores stores;
    User alice = person(5, u"Alice"_s, u"+911111111111"_s);
    QVERIFY(stores->accounts.add(alice));
    alice.privacy = {Audience::Friends, Audience::Nobody, Audience::Friends, false};
    QVERIFY(stores->accounts.updatePrivacy(alice.id, alice.privacy));
    QCOMPARE(stores->accounts.find(alice.id).value(), alice);

    User other = alice;
    other.privacy = {};
    QVERIFY(stores->accounts.updateProfile(other)); // Which is not about it.
    QCOMPARE(stores->accounts.find(alice.id)->privacy, alice.privacy);
    QCOMPARE(stores->accounts.updatePrivacy(UserId(6), {}).error().kind, Error::Kind::NotFound);
}

void SqlAccountStoreTest::replacesANumber()
{
    TestStores stores;
    QVERIFY(stores->accounts.add(person(5, u"Alice"_s, u"+911111111111"_s)));
    QVERIFY(stores->accounts.add(person(6, u"Bob"_s, u"+912222222222"_s)));
    QCOMPARE(stores->accounts.setPhone(UserId(5), u"+912222222222"_s).error().code,
             "identifier_taken"_L1);
    QVERIFY(stores->accounts.setPhone(UserId(5), u"+913333333333"_s));
    QCOMPARE(stores->accounts.find(UserId(5))->phone, u"+913333333333"_s);
    for (const UserId user : {UserId(5), UserId(6)})
        QVERIFY(stores->accounts.setPhone(user, {}));
    QVERIFY(stores->accounts.find(UserId(5))->phone.isEmpty());
    QCOMPARE(stores->accounts.setPhone(UserId(9), u"+914444444444"_s).error().kind,
             Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(SqlAccountStoreTest)
#include "tst_sqlaccountstore.moc"
