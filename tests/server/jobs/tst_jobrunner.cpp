// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobrunner.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/patience.h"
#include "tests/support/teststorage.h"

#include <QElapsedTimer>
#include <QTest>

#include <deque>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Error outOfReach()
{
    return {Error::Kind::Unavailable, "out_of_reach"_L1, u"The peer is out of reach."_s};
}

Error unwanted()
{
    return {Error::Kind::InvalidInput, "unwanted"_L1, u"The peer does not want it."_s};
}

//! \brief Does what it is told, and remembers what it was given.
class ScriptedHandler : public JobHandler
{
public:
    using Step = std::function<Result<>(const Job &, const std::stop_token &)>;

    explicit ScriptedHandler(QString kind = u"errand"_s)
        : m_kind(std::move(kind))
    {}

    //! Lets the next attempt end so; those nobody thought of succeed.
    ScriptedHandler &then(Step step)
    {
        m_steps.push_back(std::move(step));
        return *this;
    }
    ScriptedHandler &thenFail(Error error)
    {
        return then([error](const Job &, const std::stop_token &) { return Result<>(error); });
    }

    QString kind() const override { return m_kind; }

    Result<> run(const Job &job, const std::stop_token &stop) override
    {
        Step step;
        {
            const std::lock_guard lock(m_mutex);
            m_payloads.append(job.payload);
            if (!m_steps.empty()) {
                step = std::move(m_steps.front());
                m_steps.pop_front();
            }
        }
        return step ? step(job, stop) : Result<>();
    }

    Result<> giveUp(Stores &, const Job &job) override
    {
        const std::lock_guard lock(m_mutex);
        m_givenUp.append(job.payload);
        return {};
    }

    QByteArrayList payloads() const
    {
        const std::lock_guard lock(m_mutex);
        return m_payloads;
    }
    QByteArrayList givenUp() const
    {
        const std::lock_guard lock(m_mutex);
        return m_givenUp;
    }

private:
    const QString m_kind;
    mutable std::mutex m_mutex;
    std::deque<Step> m_steps;
    QByteArrayList m_payloads;
    QByteArrayList m_givenUp;
};

//! Runs until it is asked to end.
Result<> hang(const Job &, const std::stop_token &stop)
{
    Bell bell;
    const std::stop_callback wake(stop, [&bell] { bell.ring(); });
    bell.wait(0, test::LongPatience);
    return outOfReach();
}

struct Fixture
{
    explicit Fixture(JobHandler &handler, const JobPolicy &policy = {})
    {
        runner->add(handler, policy);
    }

    void start() { QVERIFY(await(runner->start())); }

    JobId add(const QByteArray &payload, const QString &kind = u"errand"_s, qint64 peer = 0)
    {
        const JobId id(++lastId);
        const Timestamp now = clock.now();
        const auto added = await(database->write([=](Stores &stores) {
            return stores.jobs.add({.id = id,
                                    .kind = kind,
                                    .payload = payload,
                                    .peer = peer,
                                    .dueAt = now,
                                    .createdAt = now,
                                    .updatedAt = now});
        }));
        if (!added)
            qFatal("Not added.");
        return id;
    }

    Job find(JobId id)
    {
        return await(database->read([id](Stores &stores) { return stores.jobs.find(id); })).value();
    }
    bool isIn(JobId id, Job::State state) { return find(id).state == state; }

    void advance(std::chrono::milliseconds by)
    {
        clock.advance(by);
        database->jobsAdded().ring(); // Workers look at the clock again.
    }

    void restart(JobHandler &handler)
    {
        runner.emplace(JobContext{database, clock, 1});
        runner->add(handler);
        start();
    }

    TestDatabase database;
    MovableClock clock;
    std::optional<JobRunner> runner{std::in_place, JobContext{database, clock, 1}};
    qint64 lastId = 0;
};

} // namespace

class JobRunnerTest : public QObject
{
    Q_OBJECT

private slots:
    void doesWhatIsStored();
    void doesWhatWasStoredBeforeItStarted();
    void triesAgainLater();
    void waitsAsLongAsItIsTold();
    void knowsWhetherItsPeerIsOutOfReach();
    void givesUpWhatCannotSucceed();
    void givesUpAfterTooManyAttempts();
    void takesAnExceptionForAFailure();
    void doesNotLetAKindHoldUpAnother();
    void doesSeveralOfAKindAtATime();
    void doesNotLetAPeerHoldUpAnother();
    void takesUpWhatACrashInterrupted();
    void givesUpWhatNeverComesToAnEnd();
    void letsWhatRunsFinish();
    void endsWhatRunsTooLong();
    void countsNoAttemptThatItsEndCutShort();
    void forgetsWhatEndedLongAgo();
    void countsWhatThereIs();
};

void JobRunnerTest::doesWhatIsStored()
{
    ScriptedHandler handler;
    Fixture fixture(handler);
    fixture.start();

    const JobId job = fixture.add("one");

    QTRY_VERIFY(fixture.isIn(job, Job::State::Done));
    QCOMPARE(handler.payloads(), QByteArrayList{"one"});
    QCOMPARE(fixture.find(job).payload, QByteArray());
    QCOMPARE(fixture.runner->report().front().done, quint64(1));
}

void JobRunnerTest::doesWhatWasStoredBeforeItStarted()
{
    ScriptedHandler handler;
    Fixture fixture(handler);
    fixture.add("one");
    const JobId last = fixture.add("two");

    fixture.start();

    QTRY_VERIFY(fixture.isIn(last, Job::State::Done));
    QCOMPARE(handler.payloads(), (QByteArrayList{"one", "two"}));
}

void JobRunnerTest::triesAgainLater()
{
    ScriptedHandler handler;
    handler.thenFail(outOfReach()).thenFail(outOfReach());
    Fixture fixture(handler);
    fixture.start();
    const JobId job = fixture.add("one");
    QTRY_COMPARE(fixture.find(job).lastError, outOfReach().message);
    QVERIFY(fixture.isIn(job, Job::State::Pending));
    QVERIFY(fixture.runner->report().front().isFailing);

    fixture.advance(1s);
    fixture.advance(6s);
    QTRY_COMPARE(fixture.find(job).attempts, 2);
    QTRY_VERIFY(fixture.isIn(job, Job::State::Pending));
    QCOMPARE(int(handler.payloads().size()), 2);
    fixture.advance(13s);

    QTRY_VERIFY(fixture.isIn(job, Job::State::Done));
    QCOMPARE(fixture.find(job).attempts, 3);
    QVERIFY(!fixture.runner->report().front().isFailing);
    QCOMPARE(fixture.runner->report().front().failed, quint64(2));
}

void JobRunnerTest::waitsAsLongAsItIsTold()
{
    Error error = outOfReach();
    error.retryAfter = 10min;
    ScriptedHandler handler;
    handler.thenFail(error);
    Fixture fixture(handler);
    fixture.start();

    const JobId job = fixture.add("one");

    QTRY_VERIFY(!fixture.find(job).lastError.isEmpty());
    QCOMPARE(fixture.find(job).dueAt, fixture.clock.now() + 10min);
}

void JobRunnerTest::knowsWhetherItsPeerIsOutOfReach()
{
    ScriptedHandler handler;
    handler.thenFail(outOfReach()).thenFail(unwanted());
    Fixture fixture(handler);
    fixture.start();
    const auto isFailing = [&] { return fixture.runner->report().front().isFailing; };
    QVERIFY(!isFailing());

    const JobId job = fixture.add("one");
    QTRY_VERIFY(isFailing());
    QTRY_VERIFY(fixture.isIn(job, Job::State::Pending));
    fixture.advance(10s);
    QTRY_VERIFY(fixture.isIn(job, Job::State::Dead)); // Which says nothing of the peer.

    QVERIFY(isFailing());
    fixture.clock.advance(2h); // Nothing was left to be tried, so nobody knows.
    QVERIFY(!isFailing());
}

void JobRunnerTest::givesUpWhatCannotSucceed()
{
    ScriptedHandler handler;
    handler.thenFail(unwanted());
    Fixture fixture(handler);
    fixture.start();

    const JobId job = fixture.add("one");

    QTRY_VERIFY(fixture.isIn(job, Job::State::Dead));
    QCOMPARE(fixture.find(job).lastError, unwanted().message);
    QCOMPARE(handler.givenUp(), QByteArrayList{"one"});
    QCOMPARE(fixture.runner->report().front().dead, quint64(1));
    QVERIFY(!fixture.runner->report().front().isFailing);
}

void JobRunnerTest::givesUpAfterTooManyAttempts()
{
    ScriptedHandler handler;
    handler.thenFail(outOfReach()).thenFail(outOfReach());
    Fixture fixture(handler, {.attempts = 2});
    fixture.start();
    const JobId job = fixture.add("one");
    QTRY_VERIFY(!fixture.find(job).lastError.isEmpty());

    fixture.advance(1h);

    QTRY_VERIFY(fixture.isIn(job, Job::State::Dead));
    QCOMPARE(handler.givenUp(), QByteArrayList{"one"});
}

void JobRunnerTest::takesAnExceptionForAFailure()
{
    ScriptedHandler handler;
    handler.then([](const Job &, const std::stop_token &) -> Result<> {
        throw std::runtime_error("out of luck");
    });
    Fixture fixture(handler);
    fixture.start();

    const JobId job = fixture.add("one");

    QTRY_VERIFY(fixture.find(job).lastError.contains(u"out of luck"_s));
    fixture.advance(1h);
    QTRY_VERIFY(fixture.isIn(job, Job::State::Done));
}

void JobRunnerTest::doesNotLetAKindHoldUpAnother()
{
    ScriptedHandler slow(u"slow"_s);
    slow.then(hang);
    ScriptedHandler quick;
    Fixture fixture(slow);
    fixture.runner->add(quick);
    fixture.start();
    fixture.add("one", u"slow"_s);
    QTRY_COMPARE(int(slow.payloads().size()), 1);

    const JobId job = fixture.add("two");

    QTRY_VERIFY(fixture.isIn(job, Job::State::Done));
    fixture.runner->stop(0ms);
}

void JobRunnerTest::doesSeveralOfAKindAtATime()
{
    ScriptedHandler handler;
    handler.then(hang);
    Fixture fixture(handler, {.threads = 2});
    fixture.start();
    const JobId first = fixture.add("one");
    QTRY_COMPARE(int(handler.payloads().size()), 1);

    const JobId second = fixture.add("two");

    QTRY_VERIFY(fixture.isIn(second, Job::State::Done));
    QVERIFY(fixture.isIn(first, Job::State::Running));
    fixture.runner->stop(0ms);
}

void JobRunnerTest::doesNotLetAPeerHoldUpAnother()
{
    ScriptedHandler handler;
    handler.then(hang);
    Fixture fixture(handler, {.threads = 2, .perPeer = 1});
    const JobId hanging = fixture.add("hangs", u"errand"_s, 7);
    const JobId behind = fixture.add("behind it", u"errand"_s, 7);
    fixture.start();
    QTRY_VERIFY(fixture.isIn(hanging, Job::State::Running));

    const JobId other = fixture.add("another's", u"errand"_s, 8);

    QTRY_VERIFY(fixture.isIn(other, Job::State::Done));
    QVERIFY(fixture.isIn(hanging, Job::State::Running));
    QVERIFY(fixture.isIn(behind, Job::State::Pending));
}

void JobRunnerTest::takesUpWhatACrashInterrupted()
{
    ScriptedHandler handler;
    Fixture fixture(handler);
    const JobId job = fixture.add("one");
    const Timestamp now = fixture.clock.now();
    QVERIFY(await(fixture.database->write([now](Stores &stores) {
        return stores.jobs.take({u"errand"_s, 1, now, now + 5min});
    })));

    fixture.start();

    QTRY_VERIFY(fixture.isIn(job, Job::State::Done));
    QCOMPARE(fixture.find(job).attempts, 2);
}

void JobRunnerTest::givesUpWhatNeverComesToAnEnd()
{
    ScriptedHandler handler;
    Fixture fixture(handler, {.attempts = 3});
    const JobId job = fixture.add("one");
    for (int i = 0; i < 3; ++i) {
        const Timestamp now = fixture.clock.now();
        QVERIFY(await(fixture.database->write([now](Stores &stores) {
            return stores.jobs.take({u"errand"_s, 1, now, now});
        })));
    }

    fixture.start();

    QTRY_VERIFY(fixture.isIn(job, Job::State::Dead));
    QVERIFY(handler.payloads().isEmpty());
    QCOMPARE(handler.givenUp(), QByteArrayList{"one"});
}

void JobRunnerTest::letsWhatRunsFinish()
{
    Bell begun;
    Bell mayEnd;
    ScriptedHandler handler;
    handler.then([&](const Job &, const std::stop_token &) {
        begun.ring();
        mayEnd.wait(0, test::LongPatience);
        return Result<>();
    });
    Fixture fixture(handler);
    fixture.start();
    const JobId job = fixture.add("one");
    begun.wait(0, test::LongPatience);
    const JobId next = fixture.add("two");

    std::thread stopping([&] { fixture.runner->stop(1min); });
    mayEnd.ring();
    stopping.join();

    QVERIFY(fixture.isIn(job, Job::State::Done));
    const bool wasTaken = handler.payloads().size() == 2;
    QVERIFY(fixture.isIn(next, wasTaken ? Job::State::Done : Job::State::Pending));
}

void JobRunnerTest::endsWhatRunsTooLong()
{
    ScriptedHandler handler;
    handler.then(hang);
    Fixture fixture(handler);
    fixture.start();
    const JobId job = fixture.add("one");
    QTRY_COMPARE(int(handler.payloads().size()), 1);
    QElapsedTimer timer;
    timer.start();

    fixture.runner->stop(10ms);

    QVERIFY(timer.elapsed() < 30000);
    QVERIFY(fixture.isIn(job, Job::State::Pending));
    fixture.restart(handler);
    QTRY_VERIFY(fixture.isIn(job, Job::State::Done));
}

void JobRunnerTest::countsNoAttemptThatItsEndCutShort()
{
    ScriptedHandler handler;
    handler.then(hang);
    Fixture fixture(handler, {.attempts = 1});
    fixture.start();
    const JobId job = fixture.add("one");
    QTRY_COMPARE(int(handler.payloads().size()), 1);

    fixture.runner->stop(10ms);

    QCOMPARE(fixture.find(job).attempts, 0);
    fixture.restart(handler);
    QTRY_VERIFY(fixture.isIn(job, Job::State::Done));
    QCOMPARE(fixture.find(job).attempts, 1);
}

void JobRunnerTest::forgetsWhatEndedLongAgo()
{
    ScriptedHandler handler;
    Fixture fixture(handler);
    fixture.start();
    const JobId job = fixture.add("one");
    QTRY_VERIFY(fixture.isIn(job, Job::State::Done));

    QVERIFY(await(fixture.runner->tidy()));
    QVERIFY(fixture.isIn(job, Job::State::Done));
    fixture.advance(8 * 24h);
    QVERIFY(await(fixture.runner->tidy()));

    const auto found =
        await(fixture.database->read([job](Stores &stores) { return stores.jobs.find(job); }));
    QCOMPARE(found.error().kind, Error::Kind::NotFound);
}

void JobRunnerTest::countsWhatThereIs()
{
    ScriptedHandler handler;
    Fixture fixture(handler);
    const Timestamp begun = fixture.clock.now();
    fixture.add("one", u"of nobody"_s);
    fixture.clock.advance(1min);
    fixture.add("two", u"of nobody"_s);

    QVERIFY(await(fixture.runner->tidy()));

    const auto census = fixture.runner->census();
    QCOMPARE(int(census.size()), 1);
    QCOMPARE(census.front().kind, u"of nobody"_s);
    QCOMPARE(census.front().count, 2);
    QCOMPARE(census.front().oldest, begun);
}

QTEST_GUILESS_MAIN(JobRunnerTest)
#include "tst_jobrunner.moc"
