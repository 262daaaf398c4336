// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bodybudget.h"

#include <QTest>

using namespace linnet::net;

namespace {

constexpr qint64 KiB = 1 << 10;
constexpr qint64 Beginning = BodyBudget::Beginning;

} // namespace

class BodyBudgetTest : public QObject
{
    Q_OBJECT

private slots:
    void leavesRoomForOrdinaryBodies();
    void leavesRoomForOtherPlaces();
    void givesAPlaceOneOfAnyLength();
    void takesNothingWhereThereIsNoRoom();
    void takesBack();

private:
    BodyBudget m_budget{1024 * KiB};
};

void BodyBudgetTest::leavesRoomForOrdinaryBodies()
{
    const qint64 longest = Beginning + 768 * KiB;
    QVERIFY(m_budget.take({}, longest, 0));
    QVERIFY(!m_budget.take({}, 1, longest));
    QVERIFY(!m_budget.take({}, Beginning + 1, 0));
    QVERIFY(m_budget.take({}, Beginning, 0));
    QVERIFY(!m_budget.take({}, 1, Beginning));
    m_budget.giveBack({}, longest);
    QVERIFY(m_budget.take({}, 1, Beginning));
    m_budget.giveBack({}, Beginning + 1);
}

void BodyBudgetTest::leavesRoomForOtherPlaces()
{
    const qint64 body = Beginning / 2;
    QVERIFY(m_budget.take("a", body, 0));
    QVERIFY(m_budget.take("a", body, 0));
    QVERIFY(!m_budget.take("a", body, 0)); // A quarter of a quarter.
    QVERIFY(m_budget.take("b", body, 0));
    for (int i = 0; i < 2; ++i)
        m_budget.giveBack("a", body);
    m_budget.giveBack("b", body);
}

void BodyBudgetTest::givesAPlaceOneOfAnyLength()
{
    qint64 held = 0;
    for (; held < 800 * KiB; held += 16 * KiB)
        QVERIFY(m_budget.take("a", 16 * KiB, held));
    QVERIFY(!m_budget.take("a", Beginning + 1, 0));
    m_budget.giveBack("a", held);
}

void BodyBudgetTest::takesNothingWhereThereIsNoRoom()
{
    const qint64 longest = Beginning + 768 * KiB;
    QVERIFY(m_budget.take({}, longest, 0));
    for (int i = 0; i < 10; ++i)
        QVERIFY(!m_budget.take({}, Beginning + 1, 0));
    QVERIFY(m_budget.take({}, Beginning, 0));
    m_budget.giveBack({}, Beginning);
    m_budget.giveBack({}, longest);
}

void BodyBudgetTest::takesBack()
{
    m_budget.giveBack("a", 0); // A body of which nothing came.
    for (int i = 0; i < 10; ++i) {
        QVERIFY(m_budget.take("a", Beginning, 0));
        QVERIFY(m_budget.take("a", 700 * KiB, Beginning));
        m_budget.giveBack("a", Beginning + 700 * KiB);
    }
}

QTEST_GUILESS_MAIN(BodyBudgetTest)
#include "tst_bodybudget.moc"
