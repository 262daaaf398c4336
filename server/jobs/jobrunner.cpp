// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobrunner.h"

#include <algorithm>

namespace linnet {

namespace {

// Long enough for a repeated key to be noticed, and for somebody to ask what became of it.
constexpr std::chrono::hours KeepsDone(7 * 24);
constexpr std::chrono::hours KeepsDead(30 * 24);

} // namespace

JobRunner::JobRunner(JobContext context)
    : m_context(context)
{}

JobRunner::~JobRunner()
{
    stop();
}

void JobRunner::add(JobHandler &handler, const JobPolicy &policy)
{
    m_lanes.push_back(std::make_unique<JobLane>(handler, policy));
}

QCoro::Task<Result<>> JobRunner::start()
{
    const Timestamp now = m_context.clock.now();
    const auto released = co_await m_context.database.write(
        [node = m_context.node, now](Stores &stores) { return stores.jobs.releaseAll(node, now); });
    if (!released)
        co_return released.error();
    for (const auto &lane : m_lanes)
        for (int i = 0; i < lane->policy.threads; ++i)
            m_workers.push_back(std::make_unique<JobWorker>(m_context, *lane));
    co_return Result<>();
}

void JobRunner::stop(std::chrono::milliseconds grace)
{
    const auto deadline = std::chrono::steady_clock::now() + grace;
    for (const auto &worker : m_workers)
        worker->finish();
    const bool haveEnded =
        std::all_of(m_workers.begin(), m_workers.end(),
                    [deadline](const auto &worker) { return worker->hasEnded(deadline); });
    if (!haveEnded) {
        for (const auto &worker : m_workers)
            worker->stop();
    }
    m_workers.clear();
}

QCoro::Task<Result<>> JobRunner::tidy()
{
    const Timestamp now = m_context.clock.now();
    const auto tidied = co_await m_context.database.write([now](Stores &stores) -> Result<> {
        const auto done = stores.jobs.removeEnded(Job::State::Done, now - KeepsDone);
        return done ? stores.jobs.removeEnded(Job::State::Dead, now - KeepsDead) : done;
    });
    if (!tidied)
        co_return tidied.error();
    auto census =
        co_await m_context.database.read([](Stores &stores) { return stores.jobs.census(); });
    if (!census)
        co_return census.error();
    const std::lock_guard lock(m_mutex);
    m_census = std::move(*census);
    co_return Result<>();
}

std::vector<JobReport> JobRunner::report() const
{
    std::vector<JobReport> reports;
    const Timestamp now = m_context.clock.now();
    for (const auto &lane : m_lanes) {
        // What is to be made again is made again before this is over.
        const bool isFailing = lane->failedAt.load() + 2 * lane->policy.longestDelay > now;
        reports.push_back({lane->kind, lane->done, lane->failed, lane->dead, isFailing});
    }
    return reports;
}

std::vector<JobCount> JobRunner::census() const
{
    const std::lock_guard lock(m_mutex);
    return m_census;
}

} // namespace linnet
