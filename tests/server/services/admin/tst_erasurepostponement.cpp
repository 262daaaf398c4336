// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/idgenerator.h"
#include "server/services/admin/erasurejob.h"
#include "server/services/admin/erasurepostponement.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ErasurePostponementTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void givesTheGraceAnew();
    void givesNoLessThanWasAskedFor();
    void leavesWhatHasBegun();
    void leavesWhatTheLedgerNames();

private:
    //! Somebody asked on the first day for user 1 to be erased after \p grace.
    Erasure ask(std::chrono::milliseconds grace, std::optional<Timestamp> begunAt = {})
    {
        const Erasure erasure{
            .user = UserId(1), .requestedAt = at(0), .dueAt = at(0) + grace, .begunAt = begunAt};
        if (!(*m_stores)->erasures.put(erasure))
            qFatal("No erasure.");
        return erasure;
    }
    int postpone(std::vector<Erasure> begun = {})
    {
        return postponeErasures(**m_stores, m_ids, {m_now, 7 * 24h, std::move(begun)}).value();
    }
    Erasure erasure() { return (*m_stores)->erasures.find(UserId(1)).value().value(); }
    std::optional<Timestamp> nextDue() { return (*m_stores)->jobs.nextDue(ErasureJobKind).value(); }

    MovableClock m_clock;
    IdGenerator m_ids{m_clock, 1};
    const Timestamp m_now = at(0) + 9 * 24h;
    std::optional<TestStores> m_stores;
};

void ErasurePostponementTest::init()
{
    m_stores.emplace();
    addUser(**m_stores, UserId(1));
}

void ErasurePostponementTest::givesTheGraceAnew()
{
    Erasure asked = ask(7 * 24h);
    QCOMPARE(postpone(), 1);
    asked.dueAt = m_now + 7 * 24h;
    QCOMPARE(erasure(), asked);
    QCOMPARE(nextDue(), std::optional(asked.dueAt));
}

void ErasurePostponementTest::givesNoLessThanWasAskedFor()
{
    ask(0h);
    QCOMPARE(postpone(), 1);
    QCOMPARE(erasure().dueAt, m_now + 7 * 24h);
    ask(30 * 24h);
    QCOMPARE(postpone(), 1);
    QCOMPARE(erasure().dueAt, m_now + 30 * 24h);
}

void ErasurePostponementTest::leavesWhatHasBegun()
{
    const Erasure begun = ask(7 * 24h, at(8));
    QCOMPARE(postpone(), 0);
    QCOMPARE(erasure(), begun);
    QVERIFY(!nextDue());
}

void ErasurePostponementTest::leavesWhatTheLedgerNames()
{
    const Erasure waiting = ask(7 * 24h);
    QCOMPARE(postpone({waiting}), 0);
    QCOMPARE(erasure(), waiting);
    QVERIFY(!nextDue());
}

QTEST_GUILESS_MAIN(ErasurePostponementTest)
#include "tst_erasurepostponement.moc"
