// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobworker.h"

#include "server/jobs/blockon.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

namespace linnet {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "linnet.jobs")

constexpr auto StorageRetry = 1s;
constexpr std::chrono::milliseconds LongestWait = 1min; // The clock may be set meanwhile.
constexpr qsizetype LongestReason = 500;

bool isWorthAnotherTry(const Error &error)
{
    return error.kind == Error::Kind::Unavailable || error.kind == Error::Kind::RateLimited;
}

QString reasonOf(const Error &error)
{
    const QString reason =
        error.detail.isEmpty() ? error.message : error.message + u' ' + error.detail;
    return reason.left(LongestReason);
}

Error crashed(const char *what)
{
    return {Error::Kind::Unavailable, "job_crashed"_L1, u"The job made a mistake."_s,
            QString::fromLocal8Bit(what)};
}

} // namespace

JobWorker::JobWorker(JobContext context, JobLane &lane)
    : m_context(context)
    , m_lane(lane)
    , m_ended(std::async(std::launch::async, &JobWorker::work, this))
{}

JobWorker::~JobWorker()
{
    stop();
    m_ended.wait();
}

void JobWorker::finish()
{
    m_isEnding = true;
    m_context.database.jobsAdded().ring();
}

void JobWorker::stop()
{
    m_stop.request_stop();
    finish();
}

bool JobWorker::hasEnded(std::chrono::steady_clock::time_point deadline) const
{
    return m_ended.wait_until(deadline) == std::future_status::ready;
}

void JobWorker::work()
{
    const Mailbox mailbox;
    std::optional<Attempt> ended;
    while (!m_isEnding || ended) {
        const quint64 heard = m_context.database.jobsAdded().rings();
        const auto next = blockOn(m_context.database.write(
            [this, ended](Stores &stores) { return advance(stores, ended); }));
        if (!next) {
            qCWarning(log) << "jobs wait for the database:" << reasonOf(next.error());
            if (m_isEnding || next.error().kind != Error::Kind::Unavailable)
                ended.reset(); // Its lease ends, and then it is taken again.
            if (!m_isEnding)
                m_context.database.jobsAdded().wait(heard, StorageRetry);
            continue;
        }
        ended.reset();
        if (next->job)
            ended = perform(*next->job);
        else if (!m_isEnding)
            waitFor(next->dueAt, heard);
    }
}

Result<JobWorker::Next> JobWorker::advance(Stores &stores,
                                           const std::optional<Attempt> &ended) const
{
    if (ended) {
        if (const auto settled = settle(stores, *ended); !settled)
            return settled.error();
    }
    if (m_isEnding)
        return Next();
    const Timestamp now = m_context.clock.now();
    const JobClaim claim{m_lane.kind, m_context.node, now, now + m_lane.policy.lease,
                         m_lane.policy.perPeer};
    auto job = stores.jobs.take(claim);
    if (!job)
        return job.error();
    if (*job)
        return Next{std::move(*job), {}};
    const auto due = stores.jobs.nextFree(claim);
    if (!due)
        return due.error();
    return Next{{}, *due};
}

Result<> JobWorker::settle(Stores &stores, const Attempt &attempt) const
{
    const auto settled = stores.jobs.settle(attempt.job, attempt.settlement);
    if (!settled)
        return settled.error();
    if (!*settled || attempt.settlement.state != Job::State::Dead)
        return {};
    return m_lane.handler.giveUp(stores, attempt.job);
}

JobWorker::Attempt JobWorker::perform(const Job &job)
{
    const Result<> outcome = run(job);
    const Timestamp now = m_context.clock.now();
    if (outcome) {
        ++m_lane.done;
        m_lane.failedAt = Timestamp();
        return {job, {.state = Job::State::Done, .at = now, .dueAt = now, .error = {}}};
    }
    return {job, judge(job, outcome.error())};
}

Result<> JobWorker::run(const Job &job)
{
    // One that was begun so often without an end may be what ended the server.
    if (job.attempts > m_lane.policy.attempts)
        return Error{Error::Kind::Internal, "job_lost"_L1, u"No attempt came to an end."_s};
    try {
        return m_lane.handler.run(job, m_stop.get_token());
    } catch (const std::exception &exception) {
        return crashed(exception.what());
    } catch (...) {
        return crashed("Something that is no exception was thrown.");
    }
}

JobSettlement JobWorker::judge(const Job &job, const Error &error)
{
    const Timestamp now = m_context.clock.now();
    const QString reason = reasonOf(error);
    if (m_stop.stop_requested())
        return {.state = Job::State::Pending,
                .at = now,
                .dueAt = now,
                .error = reason,
                .isAttempt = false};
    const bool mayPass = isWorthAnotherTry(error);
    if (mayPass)
        m_lane.failedAt = now;
    if (!mayPass || job.attempts >= m_lane.policy.attempts) {
        ++m_lane.dead;
        qCWarning(log).nospace().noquote()
            << m_lane.kind << " job " << job.id.value() << " is given up at attempt "
            << job.attempts << ": " << reason;
        return {.state = Job::State::Dead, .at = now, .dueAt = now, .error = reason};
    }
    ++m_lane.failed;
    const std::chrono::milliseconds delay = std::max<std::chrono::milliseconds>(
        error.retryAfter,
        retryDelay(m_lane.policy, job.attempts, QRandomGenerator::global()->generateDouble()));
    qCWarning(log).nospace().noquote()
        << m_lane.kind << " job " << job.id.value() << " failed at attempt " << job.attempts
        << ", again in " << delay.count() << " ms: " << reason;
    return {.state = Job::State::Pending, .at = now, .dueAt = now + delay, .error = reason};
}

void JobWorker::waitFor(std::optional<Timestamp> due, quint64 heard) const
{
    m_lane.handler.rest();
    std::chrono::milliseconds wait = LongestWait;
    if (due)
        wait = std::clamp(*due - m_context.clock.now(), 0ms, LongestWait);
    m_context.database.jobsAdded().wait(heard, wait);
}

} // namespace linnet
