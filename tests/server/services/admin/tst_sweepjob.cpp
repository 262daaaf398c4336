// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/sweepjob.h"
#include "tests/server/services/admin/sweepworld.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class SweepJobTest : public QObject
{
    Q_OBJECT

private slots:
    void sweeps();
    void doesNothingAgain();
    void saysWhyItWasGivenUp();
};

void SweepJobTest::sweeps()
{
    SweepWorld world;
    const Media file = world.upload(world.chat.alice, "never sent");
    world.chat.clock.advance(25h);
    SweepJob handler({world.chat.database, world.blobs, world.chat.clock});
    const Job job = sweepJob(JobId(1), world.stored(world.order({})));
    QCOMPARE(job.kind, handler.kind());
    QCOMPARE(job.dueAt, world.chat.clock.now());
    QVERIFY(handler.run(job, {}));
    QCOMPARE(world.stored(1).state, Sweep::State::Done);
    QCOMPARE(world.errorOf(file).kind, Error::Kind::NotFound);
}

void SweepJobTest::doesNothingAgain()
{
    SweepWorld world;
    SweepJob handler({world.chat.database, world.blobs, world.chat.clock});
    const Job job = sweepJob(JobId(1), world.stored(world.order({})));
    QVERIFY(handler.run(job, {}));
    const Sweep done = world.stored(1);
    world.upload(world.chat.alice, "never sent");
    world.chat.clock.advance(25h);
    QVERIFY(handler.run(job, {}));
    QCOMPARE(world.stored(1), done);
    QCOMPARE(handler.run({.payload = "7"}, {}).error().code, "sweep_not_found"_L1);
}

void SweepJobTest::saysWhyItWasGivenUp()
{
    SweepWorld world;
    SweepJob handler({world.chat.database, world.blobs, world.chat.clock});
    Job job = sweepJob(JobId(1), world.stored(world.order({})));
    QVERIFY(await(world.chat.database->write([&](Stores &stores) -> Result<> {
        if (const auto added = stores.jobs.add(job); !added)
            return added.error();
        const Timestamp now = world.chat.clock.now();
        const auto taken = stores.jobs.take({SweepJobKind, 1, now, now + 1h});
        if (!taken)
            return taken.error();
        job = taken->value();
        const auto settled = stores.jobs.settle(
            job, {.state = Job::State::Dead, .at = now, .dueAt = now, .error = u"no disk"_s});
        if (!settled)
            return settled.error();
        return handler.giveUp(stores, job);
    })));
    const Sweep sweep = world.stored(1);
    QCOMPARE(sweep.state, Sweep::State::Failed);
    QCOMPARE(sweep.problem, u"no disk"_s);
    QCOMPARE(sweep.endedAt, std::optional(world.chat.clock.now()));
    const auto audit = await(
        world.chat.database->read([](Stores &stores) { return stores.audit.list({.limit = 10}); }));
    QCOMPARE(audit->size(), 1U); // Some of it may have been removed before.
    QCOMPARE(audit->front().action, u"storage.swept"_s);
}

QTEST_GUILESS_MAIN(SweepJobTest)
#include "tst_sweepjob.moc"
