// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlpasswordstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SqlPasswordStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatWasPutLast();
    void findsNothingForOthers();
    void keepsNoneForNobody();
};

void SqlPasswordStoreTest::findsWhatWasPutLast()
{
    TestStores stores;
    addUser(*stores, UserId(5));
    QVERIFY(stores->passwords.put({UserId(5), u"$old$"_s, at(1)}));
    QVERIFY(stores->passwords.put({UserId(5), u"$new$"_s, at(2)}));

    const auto found = stores->passwords.find(UserId(5));

    QVERIFY(found);
    QCOMPARE(found->user, UserId(5));
    QCOMPARE(found->hash, u"$new$"_s);
    QCOMPARE(found->changedAt, at(2));
}

void SqlPasswordStoreTest::findsNothingForOthers()
{
    TestStores stores;
    addUser(*stores, UserId(5));
    addUser(*stores, UserId(6));
    QVERIFY(stores->passwords.put({UserId(5), u"$five$"_s, at(1)}));
    QCOMPARE(stores->passwords.find(UserId(6)).error().kind, Error::Kind::NotFound);

    QVERIFY(stores->passwords.remove(UserId(5)));

    QCOMPARE(stores->passwords.find(UserId(5)).error().kind, Error::Kind::NotFound);
    QVERIFY(stores->passwords.remove(UserId(5)));
}

void SqlPasswordStoreTest::keepsNoneForNobody()
{
    TestStores stores;
    QVERIFY(!stores->passwords.put({UserId(9), u"$nine$"_s, at(1)}));
}

QTEST_GUILESS_MAIN(SqlPasswordStoreTest)
#include "tst_sqlpasswordstore.moc"
