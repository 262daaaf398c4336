// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/cpupool.h"
#include "tests/support/await.h"

#include <QTest>

#include <future>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

template <typename Work>
auto runOn(CpuPool &pool, Work work) -> QCoro::Task<Result<int>>
{
    const auto result = co_await pool.run(work);
    co_return result;
}

} // namespace

class CpuPoolTest : public QObject
{
    Q_OBJECT

private slots:
    void givesBackWhatTheWorkReturned();
    void passesOnAnErrorOfTheWork();
    void carriesAnExceptionOver();
    void goesOnAfterAnExceptionNobodyWaitsFor();
    void runsWorkWithoutAValue();
    void runsAtLowPriorityOnItsOwnThread();
    void refusesWhatItCannotQueue();
    void keepsHalfOfTheQueueForWhatIsNeeded();
    void finishesWhatWaitsWhenItStops();
    void answersWhatHasNotBegunWhenItStopsNow();
    void refusesWorkOnceStopped();

private:
    Mailbox m_mailbox;
};

void CpuPoolTest::givesBackWhatTheWorkReturned()
{
    CpuPool pool;

    const auto result = await(pool.run([] { return 42; }));

    QCOMPARE(result.value(), 42);
}

void CpuPoolTest::passesOnAnErrorOfTheWork()
{
    CpuPool pool;

    const auto result = await(pool.run([]() -> Result<int> {
        return Error{Error::Kind::Conflict, "taken"_L1, u"Taken."_s};
    }));

    QVERIFY(!result);
    QCOMPARE(result.error().code, "taken"_L1);
}

void CpuPoolTest::carriesAnExceptionOver()
{
    CpuPool pool;

    QVERIFY_THROWS_EXCEPTION(std::runtime_error, (void)await(pool.run([]() -> int {
                                 throw std::runtime_error("no luck");
                             })));
}

void CpuPoolTest::goesOnAfterAnExceptionNobodyWaitsFor()
{
    CpuPool pool;
    const auto held = std::make_shared<int>(7);

    QVERIFY(pool.submit([held] { throw std::runtime_error(std::to_string(*held)); }));
    QVERIFY(pool.submit([] { throw 7; }));

    QCOMPARE(await(pool.run([] { return 42; })).value(), 42);
    QCOMPARE(held.use_count(), 1);
}

void CpuPoolTest::runsWorkWithoutAValue()
{
    CpuPool pool;
    std::atomic<bool> ran = false;

    QVERIFY(await(pool.run([&ran] { ran = true; })));

    QVERIFY(ran);
}

void CpuPoolTest::runsAtLowPriorityOnItsOwnThread()
{
    CpuPool pool;
    const int mine = getpriority(PRIO_PROCESS, id_t(gettid()));

    const auto threads = await(pool.run([] { return gettid(); }));
    const auto priority = await(pool.run([] { return getpriority(PRIO_PROCESS, id_t(gettid())); }));

    QVERIFY(threads.value() != gettid());
    QVERIFY(priority.value() > mine);
    QCOMPARE(getpriority(PRIO_PROCESS, id_t(gettid())), mine);
}

void CpuPoolTest::refusesWhatItCannotQueue()
{
    CpuPool pool(1, 2);
    std::promise<void> started;
    std::promise<void> mayEnd;
    const auto block = [&started, future = mayEnd.get_future().share()] {
        started.set_value();
        future.wait();
        return 0;
    };
    const auto quick = [] { return 1; };
    std::vector<QCoro::Task<Result<int>>> tasks;
    tasks.push_back(runOn(pool, block));
    started.get_future().wait(); // It no longer waits in the queue.
    for (int i = 0; i < 4; ++i)
        tasks.push_back(runOn(pool, quick));
    mayEnd.set_value();

    const auto results = awaitAll(std::move(tasks));

    QVERIFY(results[0] && results[1] && results[2]);
    for (size_t i : {3, 4}) {
        QVERIFY(!results[i]);
        QCOMPARE(results[i].error().kind, Error::Kind::Unavailable);
        QCOMPARE(results[i].error().code, "busy"_L1);
        QVERIFY(results[i].error().retryAfter.count() > 0);
    }
}

void CpuPoolTest::keepsHalfOfTheQueueForWhatIsNeeded()
{
    CpuPool pool(1, 4);
    std::promise<void> started;
    std::promise<void> mayEnd;
    QVERIFY(pool.submit([&started, future = mayEnd.get_future().share()] {
        started.set_value();
        future.wait();
    }));
    started.get_future().wait(); // It no longer waits in the queue.
    using Worth = CpuPool::Worth;
    QList<bool> taken;
    for (const Worth worth : {Worth::Optional, Worth::Optional, Worth::Optional, Worth::Needed,
                              Worth::Needed, Worth::Needed, Worth::Optional})
        taken += pool.submit([] {}, worth);
    mayEnd.set_value();
    QCOMPARE(taken, (QList{true, true, false, true, true, false, false}));
}

void CpuPoolTest::finishesWhatWaitsWhenItStops()
{
    CpuPool pool(1, 100);
    std::vector<QCoro::Task<Result<int>>> tasks;
    for (int i = 0; i < 100; ++i)
        tasks.push_back(runOn(pool, [i] { return i; }));

    pool.stop();

    const auto results = awaitAll(std::move(tasks));
    for (size_t i = 0; i < results.size(); ++i)
        QCOMPARE(results[i].value(), int(i));
}

void CpuPoolTest::answersWhatHasNotBegunWhenItStopsNow()
{
    CpuPool pool(1, 100);
    std::promise<void> started;
    const auto untilStopped = [&pool, &started] {
        std::promise<void> stopped;
        const std::stop_callback told(pool.stopToken(), [&stopped] { stopped.set_value(); });
        started.set_value();
        stopped.get_future().wait();
        return 0;
    };
    std::vector<QCoro::Task<Result<int>>> tasks;
    tasks.push_back(runOn(pool, untilStopped));
    started.get_future().wait();
    for (int i = 1; i < 100; ++i)
        tasks.push_back(runOn(pool, [i] { return i; }));

    pool.stopNow();

    const auto results = awaitAll(std::move(tasks));
    QCOMPARE(results[0].value(), 0);
    for (size_t i = 1; i < results.size(); ++i) {
        QVERIFY(!results[i]);
        QCOMPARE(results[i].error().code, "busy"_L1);
    }
}

void CpuPoolTest::refusesWorkOnceStopped()
{
    CpuPool pool;
    pool.stop();

    const auto result = await(pool.run([] { return 1; }));

    QVERIFY(!result);
    QCOMPARE(result.error().code, "busy"_L1);
}

QTEST_GUILESS_MAIN(CpuPoolTest)
#include "tst_cpupool.moc"
