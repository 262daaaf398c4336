// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlblockstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlBlockStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsWhoBlocksWhom();
    void countsABlockOnce();
    void listsOnesOwnAndBothWays();
};

void SqlBlockStoreTest::knowsWhoBlocksWhom()
{
    test::TestStores stores;
    for (const qint64 id : {1, 2})
        test::addUser(*stores, UserId(id));
    QVERIFY(!stores->blocks.findBetween(UserId(1), UserId(2))->any());
    QVERIFY(*stores->blocks.add(UserId(1), UserId(2), test::at(0)));
    const auto own = stores->blocks.findBetween(UserId(1), UserId(2));
    QVERIFY(own->own && !own->others);
    const auto others = stores->blocks.findBetween(UserId(2), UserId(1));
    QVERIFY(!others->own && others->others);
}

void SqlBlockStoreTest::countsABlockOnce()
{
    test::TestStores stores;
    for (const qint64 id : {1, 2})
        test::addUser(*stores, UserId(id));
    QVERIFY(*stores->blocks.add(UserId(1), UserId(2), test::at(0)));
    QVERIFY(!*stores->blocks.add(UserId(1), UserId(2), test::at(1)));
    QCOMPARE(*stores->blocks.count(UserId(1)), 1);
    QVERIFY(*stores->blocks.remove(UserId(1), UserId(2)));
    QVERIFY(!*stores->blocks.remove(UserId(1), UserId(2)));
    QCOMPARE(*stores->blocks.count(UserId(1)), 0);
}

void SqlBlockStoreTest::listsOnesOwnAndBothWays()
{
    test::TestStores stores;
    for (const qint64 id : {1, 2, 3})
        test::addUser(*stores, UserId(id));
    QVERIFY(stores->blocks.add(UserId(1), UserId(2), test::at(0)));
    QVERIFY(stores->blocks.add(UserId(3), UserId(1), test::at(0)));
    const auto own = stores->blocks.list(UserId(1));
    QCOMPARE(own->size(), 1u);
    QCOMPARE(own->front().displayName, u"User 2"_s);
    auto either = *stores->blocks.listEither(UserId(1));
    std::sort(either.begin(), either.end());
    QCOMPARE(either, (std::vector{UserId(2), UserId(3)}));
}

QTEST_GUILESS_MAIN(SqlBlockStoreTest)
#include "tst_sqlblockstore.moc"
