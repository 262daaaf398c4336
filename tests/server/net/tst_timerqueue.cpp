// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/timerqueue.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace std::chrono_literals;
using linnet::net::TimerQueue;

namespace {

constexpr int Hour = 3600000;

//! \brief Notes which timers it hears of, and does what a test wants at each.
struct Taker : QObject
{
    QList<int> taken;
    std::function<void()> then = [] {};

protected:
    void timerEvent(QTimerEvent *event) override
    {
        taken.append(event->timerId());
        then();
    }
};

TimerQueue::Info info(int id, int interval)
{
    return {id, interval, Qt::PreciseTimer};
}

QList<int> idsOf(const QList<TimerQueue::Info> &infos)
{
    QList<int> ids;
    for (const TimerQueue::Info &each : infos)
        ids.append(each.timerId);
    return ids;
}

} // namespace

class TimerQueueTest : public QObject
{
    Q_OBJECT

private slots:
    void isEmptyAtFirst();
    void tellsEachObjectOfItsOwnTimers();
    void firesADueTimerOnceARound();
    void leavesATimerAloneThatIsNotDue();
    void firesInTheOrderInWhichTheyAreDue();
    void neverPutsTheNextTimeLessThanAnIntervalAway();
    void leavesWhatAHandlerStartsToTheNextRound();
    void doesNotFireWhatAHandlerStopped();
    void letsATimerStopItself();
    void letsATimerStartItselfAnew();
    void doesNotEnterAHandlerTwice();
    void firesOnceWhatANestedRoundFiredAlready();
    void givesANumberToItsLastUser();
    void stopsOneTimer();
    void stopsAllTimersOfAnObject();
    void describesTheTimersOfAnObject();
};

void TimerQueueTest::isEmptyAtFirst()
{
    TimerQueue queue;
    QVERIFY(!queue.next());
    QCOMPARE(queue.remaining(1), -1);
    QCOMPARE(queue.fire(), 0);
}

void TimerQueueTest::tellsEachObjectOfItsOwnTimers()
{
    TimerQueue queue;
    Taker one;
    Taker other;
    queue.add(info(1, 0), &one);
    queue.add(info(2, 0), &other);
    queue.add(info(3, 0), &one);
    QCOMPARE(queue.fire(), 3);
    QCOMPARE(one.taken, (QList<int>{1, 3}));
    QCOMPARE(other.taken, QList<int>{2});
}

void TimerQueueTest::firesADueTimerOnceARound()
{
    TimerQueue queue;
    Taker taker;
    queue.add(info(1, 0), &taker);
    for (int round = 1; round <= 3; ++round) {
        QCOMPARE(queue.fire(), 1);
        QCOMPARE(taker.taken.size(), round);
    }
}

void TimerQueueTest::leavesATimerAloneThatIsNotDue()
{
    TimerQueue queue;
    Taker taker;
    const auto before = TimerQueue::Clock::now();
    queue.add(info(1, Hour), &taker);
    const auto after = TimerQueue::Clock::now();

    QCOMPARE(queue.fire(), 0);

    QCOMPARE(taker.taken, QList<int>());
    QVERIFY(*queue.next() >= before + 1h);
    QVERIFY(*queue.next() <= after + 1h);
    QVERIFY(queue.remaining(1) > 0);
    QVERIFY(queue.remaining(1) <= Hour);
}

void TimerQueueTest::firesInTheOrderInWhichTheyAreDue()
{
    TimerQueue queue;
    Taker taker;
    // Far enough apart for a machine that adds one of them late.
    queue.add(info(1, 600), &taker);
    queue.add(info(2, 300), &taker);
    queue.add(info(3, 0), &taker);
    QTRY_COMPARE(queue.remaining(1), 0);
    QCOMPARE(queue.fire(), 3);
    QCOMPARE(taker.taken, (QList<int>{3, 2, 1}));
}

void TimerQueueTest::neverPutsTheNextTimeLessThanAnIntervalAway()
{
    TimerQueue queue;
    Taker taker;
    queue.add(info(1, 10), &taker);
    const auto first = *queue.next();
    QTRY_COMPARE(queue.remaining(1), 0);
    QCOMPARE(queue.fire(), 1);
    QVERIFY(*queue.next() >= first + 10ms);
}

void TimerQueueTest::leavesWhatAHandlerStartsToTheNextRound()
{
    TimerQueue queue;
    Taker taker;
    queue.add(info(1, 0), &taker);
    taker.then = [&] { queue.add(info(2, 0), &taker); };
    QCOMPARE(queue.fire(), 1);
    taker.then = [] {};
    QCOMPARE(queue.fire(), 2);
}

void TimerQueueTest::doesNotFireWhatAHandlerStopped()
{
    TimerQueue queue;
    Taker taker;
    queue.add(info(1, 0), &taker);
    queue.add(info(2, 0), &taker);
    taker.then = [&] { queue.remove(2); };
    QCOMPARE(queue.fire(), 1);
    QCOMPARE(taker.taken, QList<int>{1});
}

void TimerQueueTest::letsATimerStopItself()
{
    TimerQueue queue;
    Taker taker;
    queue.add(info(1, 0), &taker);
    taker.then = [&] { queue.removeAll(&taker); };
    QCOMPARE(queue.fire(), 1);
    QVERIFY(!queue.next());
    QCOMPARE(queue.fire(), 0);
}

void TimerQueueTest::letsATimerStartItselfAnew()
{
    TimerQueue queue;
    Taker taker;
    queue.add(info(1, 0), &taker);
    taker.then = [&] { queue.add(info(1, Hour), &taker); };
    QCOMPARE(queue.fire(), 1);
    QCOMPARE(queue.fire(), 0);
    QCOMPARE(idsOf(queue.list(&taker)), QList<int>{1});
}

void TimerQueueTest::doesNotEnterAHandlerTwice()
{
    TimerQueue queue;
    Taker taker;
    queue.add(info(1, 0), &taker);
    int nested = -1;
    taker.then = [&] { nested = queue.fire(); };
    QCOMPARE(queue.fire(), 1);
    QCOMPARE(nested, 0);
}

void TimerQueueTest::firesOnceWhatANestedRoundFiredAlready()
{
    TimerQueue queue;
    Taker nesting;
    Taker plain;
    queue.add(info(1, 0), &nesting);
    queue.add(info(2, 0), &plain);
    nesting.then = [&] { queue.fire(); };
    queue.fire();
    QCOMPARE(nesting.taken, QList<int>{1});
    QCOMPARE(plain.taken, QList<int>{2});
}

void TimerQueueTest::givesANumberToItsLastUser()
{
    TimerQueue queue;
    Taker first;
    Taker last;
    queue.add(info(1, 0), &first);
    queue.add(info(1, 0), &last);
    QCOMPARE(queue.fire(), 1);
    QCOMPARE(first.taken, QList<int>());
    QCOMPARE(last.taken, QList<int>{1});
    QVERIFY(!queue.removeAll(&first));
}

void TimerQueueTest::stopsOneTimer()
{
    TimerQueue queue;
    Taker taker;
    queue.add(info(1, Hour), &taker);
    queue.add(info(2, Hour), &taker);
    QVERIFY(queue.remove(1));
    QVERIFY(!queue.remove(1));
    QCOMPARE(queue.remaining(1), -1);
    QCOMPARE(idsOf(queue.list(&taker)), QList<int>{2});
}

void TimerQueueTest::stopsAllTimersOfAnObject()
{
    TimerQueue queue;
    Taker stopped;
    Taker other;
    queue.add(info(1, 0), &stopped);
    queue.add(info(2, 0), &other);
    queue.add(info(3, 0), &stopped);
    QVERIFY(queue.removeAll(&stopped));
    QVERIFY(!queue.removeAll(&stopped));
    QCOMPARE(queue.fire(), 1);
    QCOMPARE(other.taken, QList<int>{2});
}

void TimerQueueTest::describesTheTimersOfAnObject()
{
    TimerQueue queue;
    Taker taker;
    Taker other;
    queue.add({7, 1500, Qt::VeryCoarseTimer}, &taker);
    queue.add(info(8, Hour), &other);
    const auto infos = queue.list(&taker);
    QCOMPARE(infos.size(), 1);
    QCOMPARE(infos[0].timerId, 7);
    QCOMPARE(infos[0].interval, 1500);
    QCOMPARE(infos[0].timerType, Qt::VeryCoarseTimer);
}

QTEST_GUILESS_MAIN(TimerQueueTest)
#include "tst_timerqueue.moc"
