// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/eventdispatcher.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <array>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace linnet;
using namespace linnet::net;
using namespace std::chrono_literals;

namespace {

//! \brief Two connected sockets.
struct Pair
{
    Pair() { socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()); }
    Pair(const Pair &) = delete;
    Pair &operator=(const Pair &) = delete;
    ~Pair()
    {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    void write() { QCOMPARE(::write(ends[1], "x", 1), 1); }
    void read()
    {
        char byte = 0;
        QCOMPARE(::read(ends[0], &byte, 1), 1);
    }

    std::array<int, 2> ends{-1, -1};
};

struct CountingWatcher : EventDispatcher::Watcher
{
    int count = 0;
    quint32 events = 0;
    std::function<void()> then;

    void ready(quint32 what) override
    {
        ++count;
        events = what;
        if (then)
            then();
    }
};

struct TimerTaker : QObject
{
    std::function<void(int)> taken;

protected:
    void timerEvent(QTimerEvent *event) override { taken(event->timerId()); }
};

//! \return what this thread has used so far.
std::chrono::nanoseconds processorTime()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

void processFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

//! Its own event loop is the one under test.
class EventDispatcherTest : public QObject
{
    Q_OBJECT

private slots:
    void runsTheLoopUnderTest();
    void deliversPostedEvents();
    void firesPreciseTimersToTheMillisecond_data();
    void firesPreciseTimersToTheMillisecond();
    void neverFiresEarly();
    void keepsPace();
    void letsSocketsInBetweenZeroTimers();
    void restartsATimerInItsSlot();
    void stopsATimerInAnothersSlot();
    void doesNotEnterATimerTwice();
    void firesTimersInOrder();
    void rearmsAmongManyTimers();
    void knowsTheTimersOfAnObject();
    void stopsTheTimersOfADeletedObject();
    void notifiesOfManySockets();
    void notifiesOfWritingAndReadingApart();
    void survivesANotifierDeletedInItsSlot();
    void survivesANotifierDeletedInAnothersSlot();
    void doesNotConfuseReusedDescriptors();
    void watchesDescriptorsDirectly();
    void leavesSocketsAloneWhenTold();
    void wakesUpForOtherThreads();
    void nestsLoops();
    void returnsAtOnceWhenItMayNotWait();
};

void EventDispatcherTest::runsTheLoopUnderTest()
{
    QVERIFY(EventDispatcher::current());
    QCOMPARE(EventDispatcher::current(), QAbstractEventDispatcher::instance());
}

void EventDispatcherTest::deliversPostedEvents()
{
    int count = 0;
    for (int i = 0; i < 100; ++i)
        QMetaObject::invokeMethod(
            this, [&] { ++count; }, Qt::QueuedConnection);
    QCOMPARE(count, 0);
    QCoreApplication::processEvents();
    QCOMPARE(count, 100);
}

void EventDispatcherTest::firesPreciseTimersToTheMillisecond_data()
{
    QTest::addColumn<int>("interval");

    for (const int interval : {1, 10, 200, 300, 500})
        QTest::addRow("%d ms", interval) << interval;
}

void EventDispatcherTest::firesPreciseTimersToTheMillisecond()
{
    QFETCH(int, interval);
    // A coarse timer is off by up to 5 %, which is 10 to 25 ms of the longer ones.
    const qint64 latest = interval * 1000000LL + 8000000;
    qint64 took = 0;
    const auto isOnTime = [&] {
        QEventLoop loop;
        QElapsedTimer elapsed;
        QTimer::singleShot(std::chrono::milliseconds(interval), Qt::PreciseTimer, &loop, [&] {
            took = elapsed.nsecsElapsed();
            loop.quit();
        });
        elapsed.start();
        loop.exec();
        return took < latest;
    };
    QVERIFY2(test::onceInTenTries(isOnTime), qPrintable(QString::number(took)));
}

void EventDispatcherTest::neverFiresEarly()
{
    for (const int interval : {1, 2, 3, 7, 20}) {
        QElapsedTimer elapsed;
        elapsed.start();
        processFor(std::chrono::milliseconds(interval));
        QVERIFY(elapsed.nsecsElapsed() >= interval * 1000000LL);
    }
}

void EventDispatcherTest::keepsPace()
{
    qint64 shortest = std::numeric_limits<qint64>::max();
    const auto isOnTime = [&] {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        int count = 0;
        QElapsedTimer elapsed;
        QEventLoop loop;
        connect(&timer, &QTimer::timeout, &loop, [&] {
            if (++count == 50)
                loop.quit();
        });
        elapsed.start();
        timer.start(4);
        loop.exec();
        shortest = std::min(shortest, elapsed.elapsed());
        return shortest < 300;
    };
    // Rounding does not add up: each is due an interval after the last was due.
    QVERIFY2(test::onceInTenTries(isOnTime), qPrintable(QString::number(shortest)));
    QVERIFY(shortest >= 199);
}

void EventDispatcherTest::letsSocketsInBetweenZeroTimers()
{
    Pair pair;
    QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
    QTimer always;
    int ticks = 0;
    int reads = 0;
    connect(&always, &QTimer::timeout, this, [&] { ++ticks; });
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        pair.read();
        ++reads;
    });
    always.start(0);
    pair.write();
    QTRY_COMPARE(reads, 1);
    QTRY_VERIFY(ticks > 10);
}

void EventDispatcherTest::restartsATimerInItsSlot()
{
    QTimer timer;
    timer.setSingleShot(true);
    int count = 0;
    connect(&timer, &QTimer::timeout, this, [&] {
        if (++count < 5)
            timer.start(1);
    });
    timer.start(1);
    QTRY_COMPARE(count, 5);
    QVERIFY(!timer.isActive());
}

void EventDispatcherTest::stopsATimerInAnothersSlot()
{
    QTimer first;
    QTimer second;
    int count = 0;
    for (QTimer *timer : {&first, &second})
        connect(timer, &QTimer::timeout, this, [&] {
            ++count;
            first.stop();
            second.stop();
        });
    first.start(5);
    second.start(5);
    processFor(30ms);
    QCOMPARE(count, 1);
}

void EventDispatcherTest::doesNotEnterATimerTwice()
{
    QTimer timer;
    int depth = 0;
    int deepest = 0;
    int count = 0;
    connect(&timer, &QTimer::timeout, this, [&] {
        deepest = std::max(deepest, ++depth);
        if (++count == 1)
            processFor(30ms);
        --depth;
    });
    timer.start(5);
    QTRY_VERIFY(count > 3);
    QCOMPARE(deepest, 1);
}

void EventDispatcherTest::firesTimersInOrder()
{
    QList<int> fired;
    // Far enough apart for a machine that starts one of them late.
    for (const int interval : {900, 300, 600, 0, 750})
        QTimer::singleShot(interval, Qt::PreciseTimer, this,
                           [&fired, interval] { fired << interval; });
    QTRY_COMPARE(fired.size(), 5);
    QCOMPARE(fired, (QList<int>{0, 300, 600, 750, 900}));
}

void EventDispatcherTest::rearmsAmongManyTimers()
{
    std::vector<std::unique_ptr<QTimer>> timers;
    for (int i = 0; i < 10000; ++i) {
        timers.push_back(std::make_unique<QTimer>());
        timers.back()->start(600000 + i);
    }
    const auto before = processorTime(); // What others do meanwhile does not count.
    for (const auto &timer : timers)
        timer->start(600000);
    // Linear work would be 10^8 steps; this leaves room for a sanitizer.
    const auto used = processorTime() - before;
    QVERIFY2(used < 1s, qPrintable(QString::number(used.count())));
    const int left = timers.back()->remainingTime();
    QVERIFY(left > 500000 && left <= 600000);
    int fired = 0;
    QTimer::singleShot(1, this, [&] { ++fired; });
    QTRY_COMPARE(fired, 1);
}

void EventDispatcherTest::knowsTheTimersOfAnObject()
{
    QObject object;
    auto *const dispatcher = EventDispatcher::current();
    const int first = object.startTimer(100000, Qt::PreciseTimer);
    const int second = object.startTimer(200000);
    const auto timers = dispatcher->registeredTimers(&object);
    QCOMPARE(timers.size(), 2);
    QCOMPARE(timers[0].timerId, first);
    QCOMPARE(timers[0].interval, 100000);
    QCOMPARE(timers[0].timerType, Qt::PreciseTimer);
    QCOMPARE(timers[1].timerId, second);
    QVERIFY(dispatcher->remainingTime(first) > 50000);
    object.killTimer(first);
    QCOMPARE(dispatcher->registeredTimers(&object).size(), 1);
    QCOMPARE(dispatcher->remainingTime(first), -1);
    QVERIFY(!dispatcher->unregisterTimer(first));
}

void EventDispatcherTest::stopsTheTimersOfADeletedObject()
{
    int count = 0;
    auto object = std::make_unique<TimerTaker>();
    object->taken = [&](int) {
        ++count;
        object.reset();
    };
    object->startTimer(1);
    object->startTimer(1);
    processFor(20ms);
    QCOMPARE(count, 1);
}

void EventDispatcherTest::notifiesOfManySockets()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    constexpr int Count = 1500;
    std::vector<std::unique_ptr<Pair>> pairs;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    std::vector<int> seen(Count);
    for (int i = 0; i < Count; ++i) {
        pairs.push_back(std::make_unique<Pair>());
        QVERIFY(pairs.back()->ends[0] >= 0);
        notifiers.push_back(
            std::make_unique<QSocketNotifier>(pairs[i]->ends[0], QSocketNotifier::Read));
        connect(notifiers.back().get(), &QSocketNotifier::activated, this, [&, i] {
            pairs[i]->read();
            ++seen[i];
        });
    }
    for (int round = 1; round <= 3; ++round) {
        for (const auto &pair : pairs)
            pair->write();
        QTRY_COMPARE(std::count(seen.begin(), seen.end(), round), qsizetype(Count));
    }
}

void EventDispatcherTest::notifiesOfWritingAndReadingApart()
{
    Pair pair;
    QSocketNotifier reading(pair.ends[0], QSocketNotifier::Read);
    QSocketNotifier writing(pair.ends[0], QSocketNotifier::Write);
    int reads = 0;
    int writes = 0;
    connect(&reading, &QSocketNotifier::activated, this, [&] {
        pair.read();
        ++reads;
    });
    connect(&writing, &QSocketNotifier::activated, this, [&] {
        ++writes;
        writing.setEnabled(false);
    });
    QTRY_COMPARE(writes, 1);
    QCOMPARE(reads, 0);
    pair.write();
    QTRY_COMPARE(reads, 1);
    QCOMPARE(writes, 1);
    reading.setEnabled(false);
    pair.write();
    writing.setEnabled(true);
    QTRY_COMPARE(writes, 2);
    QCOMPARE(reads, 1);
    reading.setEnabled(true);
    QTRY_COMPARE(reads, 2);
}

void EventDispatcherTest::survivesANotifierDeletedInItsSlot()
{
    Pair pair;
    auto *const notifier = new QSocketNotifier(pair.ends[0], QSocketNotifier::Read);
    int count = 0;
    connect(notifier, &QSocketNotifier::activated, this, [&] {
        ++count;
        delete notifier;
    });
    pair.write();
    QTRY_COMPARE(count, 1);
    processFor(5ms);
    QCOMPARE(count, 1);
}

void EventDispatcherTest::survivesANotifierDeletedInAnothersSlot()
{
    Pair one;
    Pair two;
    std::array<std::unique_ptr<QSocketNotifier>, 2> notifiers{
        std::make_unique<QSocketNotifier>(one.ends[0], QSocketNotifier::Read),
        std::make_unique<QSocketNotifier>(two.ends[0], QSocketNotifier::Read)};
    int count = 0;
    for (const size_t i : {0, 1})
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&, i] {
            ++count;
            notifiers[1 - i].reset();
            notifiers[i]->setEnabled(false);
        });
    one.write();
    two.write();
    QTRY_COMPARE(count, 1);
    processFor(5ms);
    QCOMPARE(count, 1);
}

void EventDispatcherTest::doesNotConfuseReusedDescriptors()
{
    auto *const dispatcher = EventDispatcher::current();
    auto closing = std::make_unique<Pair>();
    auto reused = std::make_unique<Pair>();
    CountingWatcher first;
    CountingWatcher second;
    CountingWatcher late;
    int number = reused->ends[0];
    // Whichever is told first replaces the other, whose event was fetched together with its own.
    const auto replace = [&](std::unique_ptr<Pair> &other) {
        number = other->ends[0];
        dispatcher->unwatch(number);
        other.reset();
        other = std::make_unique<Pair>();
        QCOMPARE(other->ends[0], number);
        dispatcher->watch(number, EPOLLIN, &late);
        first.then = second.then = nullptr;
    };
    first.then = [&] { replace(reused); };
    second.then = [&] { replace(closing); };
    dispatcher->watch(closing->ends[0], EPOLLIN, &first);
    dispatcher->watch(reused->ends[0], EPOLLIN, &second);
    closing->write();
    reused->write();
    dispatcher->processEvents(QEventLoop::AllEvents);
    QCOMPARE(first.count + second.count, 1);
    QCOMPARE(late.count, 0);
    dispatcher->unwatch(closing->ends[0]);
    dispatcher->unwatch(reused->ends[0]);
}

void EventDispatcherTest::watchesDescriptorsDirectly()
{
    auto *const dispatcher = EventDispatcher::current();
    Pair pair;
    CountingWatcher watcher;
    dispatcher->watch(pair.ends[0], EPOLLIN | EPOLLRDHUP, &watcher);
    processFor(5ms);
    QCOMPARE(watcher.count, 0);
    pair.write();
    QTRY_VERIFY(watcher.count > 0);
    QCOMPARE(watcher.events, quint32(EPOLLIN));
    pair.read();
    dispatcher->rewatch(pair.ends[0], EPOLLRDHUP);
    watcher.count = 0;
    pair.write();
    processFor(5ms);
    QCOMPARE(watcher.count, 0);
    ::shutdown(pair.ends[1], SHUT_WR);
    QTRY_VERIFY(watcher.count > 0);
    QVERIFY(watcher.events & EPOLLRDHUP);
    dispatcher->unwatch(pair.ends[0]);
    watcher.count = 0;
    processFor(5ms);
    QCOMPARE(watcher.count, 0);
}

void EventDispatcherTest::leavesSocketsAloneWhenTold()
{
    Pair pair;
    QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
    int reads = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        pair.read();
        ++reads;
    });
    pair.write();
    QElapsedTimer elapsed;
    elapsed.start();
    QTimer::singleShot(20, Qt::PreciseTimer, this, [] {});
    while (elapsed.elapsed() < 20)
        QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers
                                        | QEventLoop::WaitForMoreEvents);
    QCOMPARE(reads, 0);
    QTRY_COMPARE(reads, 1);
}

void EventDispatcherTest::wakesUpForOtherThreads()
{
    constexpr int Count = 20000;
    std::atomic<int> taken = 0;
    std::vector<std::thread> others;
    for (int thread = 0; thread < 2; ++thread)
        others.emplace_back([&] {
            for (int i = 0; i < Count; ++i)
                QMetaObject::invokeMethod(
                    this, [&] { ++taken; }, Qt::QueuedConnection);
        });
    QTRY_COMPARE(taken, 2 * Count);
    for (std::thread &other : others)
        other.join();

    // One at a time, each answered: a lost wake-up would stop it.
    int turns = 0;
    QEventLoop loop;
    std::atomic<int> asked = 0;
    std::thread partner([&] {
        for (int turn = 1; turn <= 2000; ++turn) {
            while (asked < turn)
                std::this_thread::yield();
            QMetaObject::invokeMethod(
                this,
                [&] {
                    if (++turns == 2000)
                        loop.quit();
                    ++asked;
                },
                Qt::QueuedConnection);
        }
    });
    asked = 1;
    QTimer::singleShot(test::LongPatience, &loop, &QEventLoop::quit);
    loop.exec();
    asked = 2001; // Ends the partner if it waits in vain.
    partner.join();
    QCOMPARE(turns, 2000);
}

void EventDispatcherTest::nestsLoops()
{
    QList<int> left;
    QEventLoop outer;
    QEventLoop inner;
    QTimer::singleShot(1, this, [&] {
        QTimer::singleShot(1, &inner, &QEventLoop::quit);
        inner.exec();
        left << 2;
        outer.quit();
    });
    outer.exec();
    left << 1;
    QCOMPARE(left, (QList<int>{2, 1}));

    // deleteLater() waits for the loop it was called in.
    QPointer<QObject> object = new QObject;
    bool isThereInside = false;
    QTimer::singleShot(0, this, [&] {
        object->deleteLater();
        processFor(5ms);
        isThereInside = object;
        outer.quit();
    });
    outer.exec();
    QVERIFY(isThereInside);
    QTRY_VERIFY(!object);
}

void EventDispatcherTest::returnsAtOnceWhenItMayNotWait()
{
    QCoreApplication::processEvents();
    QVERIFY(test::onceInTenTries([] {
        QElapsedTimer elapsed;
        elapsed.start();
        EventDispatcher::current()->processEvents(QEventLoop::AllEvents);
        return elapsed.elapsed() < 100;
    }));
}

int main(int argc, char *argv[])
{
    QCoreApplication::setEventDispatcher(new EventDispatcher);
    const QCoreApplication application(argc, argv);
    EventDispatcherTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_eventdispatcher.moc"
