// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/jobmetrics.h"

#include "server/jobs/jobrunner.h"
#include "server/transport/gate/metrics.h"

namespace linnet {

namespace {

using Samples = std::vector<Metrics::Sample>;

QByteArray nameOf(Job::State state)
{
    switch (state) {
    case Job::State::Pending:
        return "pending";
    case Job::State::Running:
        return "running";
    case Job::State::Done:
        return "done";
    case Job::State::Dead:
        break;
    }
    return "dead";
}

QByteArray labels(const QString &kind, const QByteArray &name, const QByteArray &value)
{
    return "kind=\"" + kind.toLatin1() + "\"," + name + "=\"" + value + '"';
}

Samples counts(const JobRunner &runner)
{
    Samples samples;
    for (const JobCount &count : runner.census())
        samples.push_back({labels(count.kind, "state", nameOf(count.state)), double(count.count)});
    return samples;
}

Samples ages(const JobRunner &runner, const Clock &clock)
{
    Samples samples;
    for (const JobCount &count : runner.census()) {
        const std::chrono::duration<double> age = clock.now() - count.oldest;
        samples.push_back({labels(count.kind, "state", nameOf(count.state)), age.count()});
    }
    return samples;
}

Samples outcomes(const JobRunner &runner)
{
    Samples samples;
    for (const JobReport &report : runner.report()) {
        samples.push_back({labels(report.kind, "outcome", "done"), double(report.done)});
        samples.push_back({labels(report.kind, "outcome", "failed"), double(report.failed)});
        samples.push_back({labels(report.kind, "outcome", "dead"), double(report.dead)});
    }
    return samples;
}

} // namespace

void addJobMetrics(Metrics &metrics, const JobRunner &runner, const Clock &clock)
{
    metrics.addFamily({"linnet_jobs", "gauge", "Jobs that are not done, by kind and state."},
                      [&runner] { return counts(runner); });
    metrics.addFamily(
        {"linnet_jobs_oldest_seconds", "gauge", "Age of the oldest job, by kind and state."},
        [&runner, &clock] { return ages(runner, clock); });
    metrics.addFamily({"linnet_job_attempts_total", "counter",
                       "Attempts by outcome: done, failed and made again, dead."},
                      [&runner] { return outcomes(runner); });
}

} // namespace linnet
