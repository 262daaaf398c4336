// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsuspensionstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SqlSuspensionStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsWhatItIsGiven();
    void hasOneOfAnAccount();
    void listsThoseInForce();

private:
    SuspensionStore &store() { return (*m_stores)->suspensions; }

    std::unique_ptr<TestStores> m_stores;
};

void SqlSuspensionStoreTest::init()
{
    m_stores = std::make_unique<TestStores>();
    for (const qint64 user : {1, 2, 3})
        addUser(**m_stores, UserId(user));
}

void SqlSuspensionStoreTest::keepsWhatItIsGiven()
{
    QVERIFY(!*store().find(UserId(1)));
    const Suspension suspension{test::at(5), test::at(10), u"Spam"_s, u"user:9"_s};
    QVERIFY(store().put(UserId(1), suspension));
    QCOMPARE(store().find(UserId(1)).value(), std::optional(suspension));
    QVERIFY(store().remove(UserId(1)));
    QVERIFY(!*store().find(UserId(1)));
}

void SqlSuspensionStoreTest::hasOneOfAnAccount()
{
    QVERIFY(store().put(UserId(1), {test::at(5), test::at(10), u"Spam"_s, u"user:9"_s}));
    const Suspension next{test::at(7), {}, u"Spam again"_s, u"local:0"_s};
    QVERIFY(store().put(UserId(1), next));
    QCOMPARE(store().find(UserId(1)).value(), std::optional(next));
    QVERIFY2(!store().put(UserId(99), next), "of nobody");
}

void SqlSuspensionStoreTest::listsThoseInForce()
{
    QVERIFY(store().put(UserId(1), {.at = test::at(5), .until = test::at(10)}));
    QVERIFY(store().put(UserId(2), {.at = test::at(5), .until = test::at(11)}));
    QVERIFY(store().put(UserId(3), {.at = test::at(5)}));
    const auto listed = store().list(test::at(10));
    QVERIFY(listed);
    QCOMPARE(listed->size(), 2U);
    QCOMPARE(listed->front().user, UserId(2));
    QCOMPARE(listed->front().suspension.until, std::optional(test::at(11)));
    QCOMPARE(listed->back().user, UserId(3));
}

QTEST_GUILESS_MAIN(SqlSuspensionStoreTest)
#include "tst_sqlsuspensionstore.moc"
