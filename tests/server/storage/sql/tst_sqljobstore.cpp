// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqljobstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QString Mail = u"mail"_s;
constexpr int Here = 1;

Job job(qint64 id, qint64 due, const QString &key = {})
{
    return {.id = JobId(id),
            .kind = Mail,
            .key = key,
            .payload = "payload",
            .dueAt = at(due),
            .createdAt = at(id),
            .updatedAt = at(id)};
}

Job jobFor(qint64 peer, qint64 id)
{
    Job made = job(id, 10);
    made.peer = peer;
    return made;
}

JobClaim twoOfAPeer(qint64 now)
{
    return {Mail, Here, at(now), at(now + 1000), 2};
}

std::optional<Job> take(TestStores &stores, qint64 now, int node = Here)
{
    return stores->jobs.take({Mail, node, at(now), at(now + 1000)}).value();
}

JobSettlement ended(Job::State state, qint64 when)
{
    return {.state = state, .at = at(when), .dueAt = at(when), .error = {}};
}

} // namespace

class SqlJobStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatWasAdded();
    void addsOneOfAKindWithAKey();
    void takesWhatIsDueForLongest();
    void takesAJobOnce();
    void takesAgainWhatWasLost();
    void keepsNoPayloadOfWhatIsDone();
    void bringsBackWhatIsToBeTriedAgain();
    void countsNoAttemptThatWasCutShort();
    void ignoresWhoComesTooLate();
    void releasesWhatRanOnANode();
    void tellsWhatIsStillToBeDone();
    void tellsWhenTheNextIsDue();
    void keepsAPeerFromTakingAll();
    void waitsForNoPeerThatIsBusy();
    void countsNothingThatWasLostAsBusy();
    void listsWhatWasGivenUpLast();
    void triesAgainWhatWasGivenUp();
    void countsWhatIsThere();
    void removesWhatEnded();
    void saysOnceThatSomethingWasAdded();
};

void SqlJobStoreTest::findsWhatWasAdded()
{
    TestStores stores;
    QVERIFY(stores->jobs.add(job(1, 10, u"key"_s)).value());

    const auto found = stores->jobs.find(JobId(1));

    QVERIFY(found);
    QCOMPARE(found->kind, Mail);
    QCOMPARE(found->key, u"key"_s);
    QCOMPARE(found->payload, "payload");
    QVERIFY(found->state == Job::State::Pending);
    QCOMPARE(found->attempts, 0);
    QCOMPARE(found->dueAt, at(10));
    QCOMPARE(found->createdAt, at(1));
    QCOMPARE(stores->jobs.find(JobId(2)).error().kind, Error::Kind::NotFound);
}

void SqlJobStoreTest::addsOneOfAKindWithAKey()
{
    TestStores stores;
    Job other = job(5, 10, u"key"_s);
    other.kind = u"webhook"_s;

    QCOMPARE(stores->jobs.add(job(1, 10, u"key"_s)).value(), true);
    QCOMPARE(stores->jobs.add(job(2, 10, u"key"_s)).value(), false);
    QCOMPARE(stores->jobs.add(job(3, 10)).value(), true);
    QCOMPARE(stores->jobs.add(job(4, 10)).value(), true);
    QCOMPARE(stores->jobs.add(other).value(), true);

    QVERIFY(stores->jobs.settle(*take(stores, 10), ended(Job::State::Done, 11)));
    QCOMPARE(stores->jobs.add(job(6, 10, u"key"_s)).value(), false);
}

void SqlJobStoreTest::takesWhatIsDueForLongest()
{
    TestStores stores;
    QVERIFY(stores->jobs.add(job(1, 30)));
    QVERIFY(stores->jobs.add(job(2, 10)));
    QVERIFY(stores->jobs.add(job(3, 20)));
    Job other = job(4, 5);
    other.kind = u"webhook"_s;
    QVERIFY(stores->jobs.add(other));

    QVERIFY(!take(stores, 9));
    QCOMPARE(take(stores, 20)->id, JobId(2));
    QCOMPARE(take(stores, 20)->id, JobId(3));
    QVERIFY(!take(stores, 20));
    QCOMPARE(take(stores, 30)->id, JobId(1));
}

void SqlJobStoreTest::takesAJobOnce()
{
    TestStores stores;
    QVERIFY(stores->jobs.add(job(1, 10)));

    const auto taken = take(stores, 15);

    QVERIFY(taken->state == Job::State::Running);
    QCOMPARE(taken->attempts, 1);
    QCOMPARE(taken->payload, "payload");
    QVERIFY(!take(stores, 16));
}

void SqlJobStoreTest::takesAgainWhatWasLost()
{
    TestStores stores;
    QVERIFY(stores->jobs.add(job(1, 10)));
    QVERIFY(take(stores, 15));

    QVERIFY(!take(stores, 1014));
    const auto again = take(stores, 1015);

    QCOMPARE(again->id, JobId(1));
    QCOMPARE(again->attempts, 2);
}

void SqlJobStoreTest::keepsNoPayloadOfWhatIsDone()
{
    TestStores stores;
    QVERIFY(stores->jobs.add(job(1, 10)));
    QVERIFY(stores->jobs.add(job(2, 11)));

    QVERIFY(stores->jobs.settle(*take(stores, 15), ended(Job::State::Done, 16)).value());
    QVERIFY(stores->jobs.settle(*take(stores, 15), ended(Job::State::Dead, 16)).value());

    QVERIFY(stores->jobs.find(JobId(1))->state == Job::State::Done);
    QCOMPARE(stores->jobs.find(JobId(1))->payload, QByteArray());
    QVERIFY(stores->jobs.find(JobId(2))->state == Job::State::Dead);
    QCOMPARE(stores->jobs.find(JobId(2))->payload, "payload");
    QVERIFY(!take(stores, 100000));
}

void SqlJobStoreTest::bringsBackWhatIsToBeTriedAgain()
{
    TestStores stores;
    QVERIFY(stores->jobs.add(job(1, 10)));

    QVERIFY(
        stores->jobs
            .settle(*take(stores, 15), {Job::State::Pending, at(16), at(50), u"451 try again"_s})
            .value());

    QCOMPARE(stores->jobs.find(JobId(1))->lastError, u"451 try again"_s);
    QVERIFY(!take(stores, 49));
    QCOMPARE(take(stores, 50)->attempts, 2);
}

void SqlJobStoreTest::countsNoAttemptThatWasCutShort()
{
    TestStores stores;
    QVERIFY(stores->jobs.add(job(1, 10)));
    const auto lost = take(stores, 15);
    const auto cutShort = take(stores, 2000);
    JobSettlement settlement = ended(Job::State::Pending, 2001);
    settlement.isAttempt = false;

    QCOMPARE(stores->jobs.settle(*cutShort, settlement).value(), true);
    QCOMPARE(stores->jobs.find(JobId(1))->attempts, 1);
    QCOMPARE(take(stores, 2002)->attempts, 2);
    QCOMPARE(stores->jobs.settle(*lost, ended(Job::State::Dead, 2003)).value(), false);
}

void SqlJobStoreTest::ignoresWhoComesTooLate()
{
    TestStores stores;
    QVERIFY(stores->jobs.add(job(1, 10)));
    const auto lost = take(stores, 15);
    const auto again = take(stores, 2000);

    QCOMPARE(stores->jobs.settle(*lost, ended(Job::State::Dead, 2001)).value(), false);
    QCOMPARE(stores->jobs.settle(*again, ended(Job::State::Done, 2002)).value(), true);
    QCOMPARE(stores->jobs.settle(*again, ended(Job::State::Dead, 2003)).value(), false);
    QVERIFY(stores->jobs.find(JobId(1))->state == Job::State::Done);
}

void SqlJobStoreTest::releasesWhatRanOnANode()
{
    TestStores stores;
    QVERIFY(stores->jobs.add(job(1, 10)));
    QVERIFY(stores->jobs.add(job(2, 11)));
    QVERIFY(take(stores, 15, Here));
    QVERIFY(take(stores, 15, Here + 1));

    QVERIFY(stores->jobs.releaseAll(Here, at(20)));

    QVERIFY(stores->jobs.find(JobId(1))->state == Job::State::Pending);
    QCOMPARE(take(stores, 20)->id, JobId(1));
    QVERIFY(!take(stores, 20));
}

void SqlJobStoreTest::tellsWhatIsStillToBeDone()
{
    TestStores stores;
    const auto isWaiting = [&stores] { return stores->jobs.isWaiting(Mail, "payload").value(); };
    QVERIFY(!isWaiting());
    QVERIFY(stores->jobs.add(job(1, 10)));
    QVERIFY(isWaiting());
    QVERIFY(!stores->jobs.isWaiting(Mail, "another").value());
    QVERIFY(!stores->jobs.isWaiting(u"webhook"_s, "payload").value());
    const Job taken = *take(stores, 10);
    QVERIFY(isWaiting());
    QVERIFY(stores->jobs.settle(taken, ended(Job::State::Dead, 11)));
    QVERIFY(!isWaiting());
}

void SqlJobStoreTest::tellsWhenTheNextIsDue()
{
    TestStores stores;
    QVERIFY(!stores->jobs.nextDue(Mail).value());
    QVERIFY(stores->jobs.add(job(1, 30)));
    QVERIFY(stores->jobs.add(job(2, 20)));

    QCOMPARE(stores->jobs.nextDue(Mail).value(), std::optional(at(20)));
    QVERIFY(!stores->jobs.nextDue(u"webhook"_s).value());
    QVERIFY(stores->jobs.settle(*take(stores, 20), ended(Job::State::Done, 21)));
    QCOMPARE(stores->jobs.nextDue(Mail).value(), std::optional(at(30)));
    QVERIFY(take(stores, 30));
    QCOMPARE(stores->jobs.nextDue(Mail).value(), std::optional(at(1030)));
}

void SqlJobStoreTest::keepsAPeerFromTakingAll()
{
    TestStores stores;
    for (const Job &added : {jobFor(7, 1), jobFor(7, 2), jobFor(7, 3), jobFor(8, 4), job(5, 10)})
        QVERIFY(stores->jobs.add(added));
    std::vector<Job> taken;
    for (const qint64 expected : {1, 2, 4, 5}) {
        taken.push_back(stores->jobs.take(twoOfAPeer(20)).value().value());
        QCOMPARE(taken.back().id, JobId(expected));
    }
    QCOMPARE(taken.front().peer, qint64(7));
    QCOMPARE(taken.back().peer, qint64(0));
    QVERIFY(!stores->jobs.take(twoOfAPeer(20)).value());

    QVERIFY(stores->jobs.settle(taken.front(), ended(Job::State::Done, 21)));

    QCOMPARE(stores->jobs.take(twoOfAPeer(22)).value()->id, JobId(3));
}

void SqlJobStoreTest::waitsForNoPeerThatIsBusy()
{
    TestStores stores;
    for (const Job &added : {jobFor(7, 1), jobFor(7, 2), jobFor(7, 3)})
        QVERIFY(stores->jobs.add(added));
    QCOMPARE(stores->jobs.nextFree(twoOfAPeer(20)).value(), std::optional(at(10)));
    QVERIFY(stores->jobs.take(twoOfAPeer(20)).value());
    QVERIFY(stores->jobs.take(twoOfAPeer(20)).value());

    QVERIFY(!stores->jobs.nextFree(twoOfAPeer(20)).value());

    QVERIFY(stores->jobs.add(job(4, 500)));
    QCOMPARE(stores->jobs.nextFree(twoOfAPeer(20)).value(), std::optional(at(500)));
    QCOMPARE(stores->jobs.nextDue(Mail).value(), std::optional(at(10)));
}

void SqlJobStoreTest::countsNothingThatWasLostAsBusy()
{
    TestStores stores;
    for (const Job &added : {jobFor(7, 1), jobFor(7, 2), jobFor(7, 3)})
        QVERIFY(stores->jobs.add(added));
    QVERIFY(stores->jobs.take(twoOfAPeer(20)).value());
    QVERIFY(stores->jobs.take(twoOfAPeer(20)).value());

    QCOMPARE(stores->jobs.take(twoOfAPeer(1020)).value()->id, JobId(3));
    QCOMPARE(stores->jobs.take(twoOfAPeer(1020)).value()->id, JobId(1));
    QVERIFY(!stores->jobs.take(twoOfAPeer(1020)).value());
}

void SqlJobStoreTest::listsWhatWasGivenUpLast()
{
    TestStores stores;
    for (qint64 id = 1; id <= 4; ++id)
        QVERIFY(stores->jobs.add(job(id, 10)));
    for (const qint64 when : {20, 40, 30})
        QVERIFY(stores->jobs.settle(*take(stores, 10), ended(Job::State::Dead, when)));

    const auto dead = stores->jobs.listDead(2).value();

    QCOMPARE(int(dead.size()), 2);
    QCOMPARE(dead[0].id, JobId(2));
    QCOMPARE(dead[1].id, JobId(3));
    QCOMPARE(dead[0].payload, "payload");
}

void SqlJobStoreTest::triesAgainWhatWasGivenUp()
{
    TestStores stores;
    QVERIFY(stores->jobs.add(job(1, 10)));
    QCOMPARE(stores->jobs.retry(JobId(1), at(15)).value(), false);
    QVERIFY(stores->jobs.settle(*take(stores, 10), ended(Job::State::Dead, 20)));
    QVERIFY(!take(stores, 1000));

    QCOMPARE(stores->jobs.retry(JobId(1), at(30)).value(), true);

    const auto again = take(stores, 30);
    QVERIFY(again);
    QCOMPARE(again->attempts, 1);
    QCOMPARE(again->payload, "payload");
    QCOMPARE(again->lastError, QString());
    QCOMPARE(stores->jobs.retry(JobId(2), at(30)).value(), false);
}

void SqlJobStoreTest::countsWhatIsThere()
{
    TestStores stores;
    for (qint64 id = 1; id <= 5; ++id)
        QVERIFY(stores->jobs.add(job(id, 10)));
    QVERIFY(stores->jobs.settle(*take(stores, 15), ended(Job::State::Done, 16)));
    QVERIFY(stores->jobs.settle(*take(stores, 15), ended(Job::State::Dead, 16)));
    QVERIFY(take(stores, 15));

    const auto census = stores->jobs.census();

    QVERIFY(census);
    QCOMPARE(int(census->size()), 3);
    const auto of = [&](Job::State state) {
        return *std::find_if(census->begin(), census->end(),
                             [&](const JobCount &count) { return count.state == state; });
    };
    QCOMPARE(of(Job::State::Pending).count, 2);
    QCOMPARE(of(Job::State::Pending).oldest, at(4));
    QCOMPARE(of(Job::State::Running).count, 1);
    QCOMPARE(of(Job::State::Dead).count, 1);
    QCOMPARE(of(Job::State::Dead).kind, Mail);
}

void SqlJobStoreTest::removesWhatEnded()
{
    TestStores stores;
    for (qint64 id = 1; id <= 4; ++id)
        QVERIFY(stores->jobs.add(job(id, 10)));
    QVERIFY(stores->jobs.settle(*take(stores, 15), ended(Job::State::Done, 100)));
    QVERIFY(stores->jobs.settle(*take(stores, 15), ended(Job::State::Done, 200)));
    QVERIFY(stores->jobs.settle(*take(stores, 15), ended(Job::State::Dead, 100)));

    QVERIFY(stores->jobs.removeEnded(Job::State::Done, at(200)));

    QVERIFY(!stores->jobs.find(JobId(1)));
    QVERIFY(stores->jobs.find(JobId(2)));
    QVERIFY(stores->jobs.find(JobId(3)));
    QVERIFY(stores->jobs.find(JobId(4)));
}

void SqlJobStoreTest::saysOnceThatSomethingWasAdded()
{
    TestStores stores;
    SqlJobStore jobs(stores.connection());
    QVERIFY(!jobs.takeAdded());

    QVERIFY(jobs.add(job(1, 10, u"key"_s)));
    QVERIFY(jobs.takeAdded());
    QVERIFY(!jobs.takeAdded());

    QVERIFY(jobs.add(job(2, 10, u"key"_s)));
    QVERIFY(!jobs.takeAdded());
}

QTEST_GUILESS_MAIN(SqlJobStoreTest)
#include "tst_sqljobstore.moc"
