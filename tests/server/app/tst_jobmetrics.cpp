// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/jobmetrics.h"
#include "server/jobs/jobrunner.h"
#include "server/transport/gate/metrics.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/patience.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class UnwillingHandler : public JobHandler
{
public:
    QString kind() const override { return u"errand"_s; }
    Result<> run(const Job &, const std::stop_token &) override
    {
        return Error{Error::Kind::InvalidInput, "unwanted"_L1, u"No."_s};
    }
};

} // namespace

class JobMetricsTest : public QObject
{
    Q_OBJECT

private slots:
    void tellWhatWaitsAndForHowLong();
    void tellWhatBecameOfAttempts();
};

void JobMetricsTest::tellWhatWaitsAndForHowLong()
{
    TestDatabase database;
    MovableClock clock;
    JobRunner runner({database, clock, 1});
    const auto table = *EndpointTable::make({});
    Metrics metrics(*table);
    addJobMetrics(metrics, runner, clock);
    const Timestamp now = clock.now();
    QVERIFY(await(database->write([now](Stores &stores) {
        return stores.jobs.add(
            {.id = JobId(1), .kind = u"errand"_s, .dueAt = now, .createdAt = now});
    })));
    clock.advance(90s);

    QVERIFY(await(runner.tidy()));

    const QByteArray text = metrics.text();
    QVERIFY(text.contains("# TYPE linnet_jobs gauge\n"
                          "linnet_jobs{kind=\"errand\",state=\"pending\"} 1\n"));
    QVERIFY(text.contains("linnet_jobs_oldest_seconds{kind=\"errand\",state=\"pending\"} 90\n"));
}

void JobMetricsTest::tellWhatBecameOfAttempts()
{
    TestDatabase database;
    MovableClock clock;
    UnwillingHandler handler;
    JobRunner runner({database, clock, 1});
    runner.add(handler);
    const auto table = *EndpointTable::make({});
    Metrics metrics(*table);
    addJobMetrics(metrics, runner, clock);
    const Timestamp now = clock.now();
    QVERIFY(await(runner.start()));

    QVERIFY(await(database->write([now](Stores &stores) {
        return stores.jobs.add({.id = JobId(1), .kind = u"errand"_s, .dueAt = now});
    })));

    QTRY_VERIFY(
        metrics.text().contains("linnet_job_attempts_total{kind=\"errand\",outcome=\"dead\"} 1\n"));
    QVERIFY(
        metrics.text().contains("linnet_job_attempts_total{kind=\"errand\",outcome=\"done\"} 0\n"));
}

QTEST_GUILESS_MAIN(JobMetricsTest)
#include "tst_jobmetrics.moc"
