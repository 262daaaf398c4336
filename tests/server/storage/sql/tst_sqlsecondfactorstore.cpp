// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsecondfactorstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SqlSecondFactorStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatWasPutLast();
    void takesARecoveryCodeOnce();
    void removesAllOfIt();
};

void SqlSecondFactorStoreTest::findsWhatWasPutLast()
{
    TestStores stores;
    addUser(*stores, UserId(5));
    QVERIFY(!stores->secondFactors.find(UserId(5)));
    QVERIFY(stores->secondFactors.put({UserId(5), "shown", 0, {}}));
    QVERIFY(!stores->secondFactors.find(UserId(5))->confirmedAt);

    QVERIFY(stores->secondFactors.put({UserId(5), "confirmed", 7, at(3)}));

    const auto found = stores->secondFactors.find(UserId(5));
    QVERIFY(found);
    QCOMPARE(found->secret, QByteArray("confirmed"));
    QCOMPARE(found->lastStep, 7);
    QVERIFY(found->confirmedAt == at(3));
}

void SqlSecondFactorStoreTest::takesARecoveryCodeOnce()
{
    TestStores stores;
    addUser(*stores, UserId(5));
    addUser(*stores, UserId(6));
    QVERIFY(stores->secondFactors.putRecoveryCodes(UserId(5), {"one", "two"}));

    QCOMPARE(stores->secondFactors.takeRecoveryCode(UserId(6), "one").value(), false);
    QCOMPARE(stores->secondFactors.takeRecoveryCode(UserId(5), "one").value(), true);
    QCOMPARE(stores->secondFactors.takeRecoveryCode(UserId(5), "one").value(), false);
    QCOMPARE(stores->secondFactors.countRecoveryCodes(UserId(5)).value(), 1);

    QVERIFY(stores->secondFactors.putRecoveryCodes(UserId(5), {"three"}));
    QCOMPARE(stores->secondFactors.takeRecoveryCode(UserId(5), "two").value(), false);
}

void SqlSecondFactorStoreTest::removesAllOfIt()
{
    TestStores stores;
    addUser(*stores, UserId(5));
    QVERIFY(stores->secondFactors.put({UserId(5), "secret", 0, at(3)}));
    QVERIFY(stores->secondFactors.putRecoveryCodes(UserId(5), {"one"}));

    QVERIFY(stores->secondFactors.remove(UserId(5)));

    QCOMPARE(stores->secondFactors.find(UserId(5)).error().kind, Error::Kind::NotFound);
    QCOMPARE(stores->secondFactors.countRecoveryCodes(UserId(5)).value(), 0);
}

QTEST_GUILESS_MAIN(SqlSecondFactorStoreTest)
#include "tst_sqlsecondfactorstore.moc"
