// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/placebudget.h"

#include <QTest>

using namespace linnet::net;

class PlaceBudgetTest : public QObject
{
    Q_OBJECT

private slots:
    void endsWithTheWhole();
    void leavesRoomForOtherPlaces();
    void givesAPlaceOneOfAnyLength();
    void givesAPlaceOneThatGrowsToAnyLength();
    void hasNoSharesWherePlacesAreUnknown();
    void takesBack();

private:
    PlaceBudget m_budget{100};
};

void PlaceBudgetTest::endsWithTheWhole()
{
    for (const QByteArray place : {"a", "b", "c", "d"})
        QVERIFY(m_budget.take(place, 25));
    QVERIFY(!m_budget.take("e", 1));
    m_budget.giveBack("b", 25);
    QVERIFY(m_budget.take("e", 25));
    for (const QByteArray place : {"a", "c", "d", "e"})
        m_budget.giveBack(place, 25);
}

void PlaceBudgetTest::leavesRoomForOtherPlaces()
{
    QVERIFY(m_budget.take("a", 20));
    QVERIFY(m_budget.take("a", 5));
    QVERIFY(!m_budget.take("a", 1));
    QVERIFY(m_budget.take("b", 25));
    m_budget.giveBack("a", 20);
    m_budget.giveBack("a", 5);
    m_budget.giveBack("b", 25);
}

void PlaceBudgetTest::givesAPlaceOneOfAnyLength()
{
    QVERIFY(!m_budget.take("a", 101));
    QVERIFY(m_budget.take("a", 90));
    QVERIFY(!m_budget.take("a", 1));
    QVERIFY(m_budget.take("b", 10));
    m_budget.giveBack("a", 90);
    m_budget.giveBack("b", 10);
}

void PlaceBudgetTest::givesAPlaceOneThatGrowsToAnyLength()
{
    QVERIFY(m_budget.take("a", 20));
    QVERIFY(m_budget.take("a", 20, 20));
    QVERIFY(!m_budget.take("a", 1)); // Another one.
    QVERIFY(m_budget.take("a", 50, 40));
    m_budget.giveBack("a", 90);
    QVERIFY(m_budget.take("a", 20));
    QVERIFY(m_budget.take("a", 5));
    QVERIFY(!m_budget.take("a", 1, 20));
    m_budget.giveBack("a", 25);
}

void PlaceBudgetTest::hasNoSharesWherePlacesAreUnknown()
{
    for (int i = 0; i < 4; ++i)
        QVERIFY(m_budget.take({}, 25));
    QVERIFY(!m_budget.take({}, 1));
    m_budget.giveBack({}, 100);
}

void PlaceBudgetTest::takesBack()
{
    for (int i = 0; i < 10; ++i) {
        QVERIFY(m_budget.take("a", 100));
        m_budget.giveBack("a", 100);
    }
}

QTEST_GUILESS_MAIN(PlaceBudgetTest)
#include "tst_placebudget.moc"
