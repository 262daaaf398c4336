// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/belongingsmerge.h"
#include "tests/server/storage/sql/mergefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class BelongingsMergeTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<MergeFixture>(); }
    void movesNoMoreThanItMay_data();
    void movesNoMoreThanItMay();
    void keepsWhatBothHadOnce();
    void findsNothingASecondTime();
    void endsAtAnyPlace();

private:
    //! Moves all, so many at a time. \return in how many steps.
    int moveAll(int limit)
    {
        MovedBelongings moved;
        for (int steps = 1;; ++steps) {
            moved = moveBelongings(m_fixture->connection(), m_fixture->merger, moved.place, limit)
                        .value();
            if (moved.rows > limit)
                qFatal("%d rows of %d", moved.rows, limit);
            if (moved.isEnd)
                return steps;
        }
    }
    QJsonObject tally(UserId user) { return m_fixture->stores().merges.tally(user).value(); }

    std::unique_ptr<MergeFixture> m_fixture;
};

void BelongingsMergeTest::movesNoMoreThanItMay_data()
{
    QTest::addColumn<int>("limit");
    for (const int limit : {1, 2, 3, 200})
        QTest::addRow("%d", limit) << limit;
}

void BelongingsMergeTest::movesNoMoreThanItMay()
{
    QFETCH(int, limit);
    m_fixture->fill();
    moveAll(limit);
    const QJsonObject source = tally(m_fixture->from);
    for (const auto &name : {"files"_L1, "stars"_L1, "blocks"_L1, "friends"_L1, "notifications"_L1,
                             "sessions"_L1, "reports"_L1})
        QVERIFY2(source[name].toInt() == 0, name.data());
    const QJsonObject target = tally(m_fixture->into);
    QCOMPARE(target["files"_L1].toInt(), 6);
    QCOMPARE(target["stars"_L1].toInt(), 7);
    QCOMPARE(target["blocks"_L1].toInt(), 3);
    QCOMPARE(target["friends"_L1].toInt(), 2);
    QCOMPARE(target["sessions"_L1].toInt(), 2);
    QCOMPARE(target["notifications"_L1].toInt(), 6);
    QCOMPARE(target["reports"_L1].toInt(), 6);
}

void BelongingsMergeTest::keepsWhatBothHadOnce()
{
    const ConversationId group = m_fixture->addGroup({m_fixture->other, m_fixture->from});
    m_fixture->notify(m_fixture->from, NotificationKind::Message, std::nullopt, group);
    m_fixture->notify(m_fixture->into, NotificationKind::Message, std::nullopt, group);
    m_fixture->block(m_fixture->from, UserId(4));
    m_fixture->block(m_fixture->into, UserId(4));
    m_fixture->block(UserId(4), m_fixture->from);
    m_fixture->block(UserId(4), m_fixture->into);
    moveAll(1);
    QCOMPARE(tally(m_fixture->into)["notifications"_L1].toInt(), 1);
    QCOMPARE(tally(m_fixture->into)["blocks"_L1].toInt(), 1);
    QCOMPARE(tally(UserId(4))["blocks"_L1].toInt(), 1);
}

void BelongingsMergeTest::findsNothingASecondTime()
{
    m_fixture->fill();
    moveAll(200);
    const QJsonObject before = tally(m_fixture->into);
    const int kinds = moveAll(200);
    QCOMPARE(moveAll(200), kinds);
    QCOMPARE(tally(m_fixture->into), before);
}

//! A later version may know other kinds than the one that stored the place.
void BelongingsMergeTest::endsAtAnyPlace()
{
    for (const qint64 place : {-1, 1'000}) {
        const auto moved =
            moveBelongings(m_fixture->connection(), m_fixture->merger, place, 9).value();
        QVERIFY(moved.isEnd);
    }
}

QTEST_GUILESS_MAIN(BelongingsMergeTest)
#include "tst_belongingsmerge.moc"
