// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/deadline.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace std::chrono;
using namespace std::chrono_literals;

class DeadlineTest : public QObject
{
    Q_OBJECT

private slots:
    void expiresInOrder();
    void neverExpiresEarly();
    void doesNotExpireOnceStopped();
    void doesNotExpireOnceDestroyed();
    void expiresAtTheLaterTimeWhenRestarted();
    void mayEndAnotherWhileExpiring();
    void mayEndItself();
    void runsOnDemandWhatIsDue();
};

void DeadlineTest::expiresInOrder()
{
    DeadlineQueue queue;
    std::vector<int> expired;
    Deadline third(queue, [&] { expired.push_back(3); });
    Deadline first(queue, [&] { expired.push_back(1); });
    Deadline second(queue, [&] { expired.push_back(2); });
    const auto now = DeadlineQueue::now();
    third.startAt(now + 30ms);
    first.startAt(now + 10ms);
    second.startAt(now + 20ms);
    QTRY_COMPARE(expired, (std::vector{1, 2, 3}));
    QVERIFY(!third.isRunning());
}

void DeadlineTest::neverExpiresEarly()
{
    DeadlineQueue queue;
    std::optional<DeadlineQueue::Time> at;
    Deadline deadline(queue, [&] { at = DeadlineQueue::now(); });
    deadline.start(25ms);
    QTRY_VERIFY(at);
    QVERIFY(*at >= deadline.when());
}

void DeadlineTest::doesNotExpireOnceStopped()
{
    DeadlineQueue queue;
    bool isStoppedExpired = false;
    bool isOtherExpired = false;
    Deadline stopped(queue, [&] { isStoppedExpired = true; });
    Deadline other(queue, [&] { isOtherExpired = true; });
    stopped.start(5ms);
    other.start(20ms);
    stopped.stop();
    QTRY_VERIFY(isOtherExpired);
    QVERIFY(!isStoppedExpired);
}

void DeadlineTest::doesNotExpireOnceDestroyed()
{
    DeadlineQueue queue;
    bool isGoneExpired = false;
    bool isOtherExpired = false;
    auto gone = std::make_unique<Deadline>(queue, [&] { isGoneExpired = true; });
    Deadline other(queue, [&] { isOtherExpired = true; });
    gone->start(5ms);
    other.start(20ms);
    gone.reset();
    QTRY_VERIFY(isOtherExpired);
    QVERIFY(!isGoneExpired);
}

void DeadlineTest::expiresAtTheLaterTimeWhenRestarted()
{
    DeadlineQueue queue;
    int expirations = 0;
    Deadline deadline(queue, [&] { ++expirations; });
    deadline.start(5ms);
    deadline.start(40ms);
    const auto due = deadline.when();
    QTRY_COMPARE(expirations, 1);
    QVERIFY(DeadlineQueue::now() >= due);
}

void DeadlineTest::mayEndAnotherWhileExpiring()
{
    DeadlineQueue queue;
    bool isOtherExpired = false;
    auto other = std::make_unique<Deadline>(queue, [&] { isOtherExpired = true; });
    Deadline first(queue, [&] { other.reset(); });
    const auto due = DeadlineQueue::now();
    first.startAt(due);
    other->startAt(due + 1us); // Due in the same round.
    QTRY_VERIFY(!other);
    QVERIFY(!isOtherExpired);
}

void DeadlineTest::mayEndItself()
{
    DeadlineQueue queue;
    std::unique_ptr<Deadline> deadline;
    deadline = std::make_unique<Deadline>(queue, [&] { deadline.reset(); });
    deadline->start(1ms);
    QTRY_VERIFY(!deadline);
}

void DeadlineTest::runsOnDemandWhatIsDue()
{
    DeadlineQueue queue;
    bool isExpired = false;
    Deadline due(queue, [&] { isExpired = true; });
    Deadline later(queue, [] { QFAIL("Not due for an hour."); });
    later.start(1h);
    due.startAt(DeadlineQueue::now());
    queue.expireDue(); // No event loop has run.
    QVERIFY(isExpired);
    QVERIFY(later.isRunning());
}

QTEST_GUILESS_MAIN(DeadlineTest)
#include "tst_deadline.moc"
