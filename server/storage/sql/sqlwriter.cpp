// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlwriter.h"

#include "server/storage/sql/completions.h"
#include "server/storage/sql/runjob.h"

namespace linnet {

namespace {

// Enough to make the wait for the disk small beside the work, few enough to answer soon.
constexpr size_t LargestCommit = 512;

} // namespace

SqlWriter::SqlWriter(Context context, const SqlConnection::Options &options)
    : m_context(context)
    , m_access(options)
{}

void SqlWriter::run()
{
    for (Jobs jobs = m_context.queue.take(LargestCommit); !jobs.empty();
         jobs = m_context.queue.take(LargestCommit))
        commit(jobs);
}

void SqlWriter::commit(Jobs &jobs)
{
    Crashes crashes(jobs.size());
    const Result<> stored = store(jobs, crashes);
    if (!stored)
        m_access.abandon(stored.error());
    Completions completions;
    for (size_t i = 0; i < jobs.size(); ++i) {
        Database::Job &job = *jobs[i];
        if (!stored)
            completions.add(job.home(), job.failed(stored.error()));
        else if (crashes[i])
            completions.add(job.home(), job.failed(*crashes[i]));
        else
            completions.add(job.home(), job.done());
    }
    completions.send();
    if (m_access.takeAddedJobs() && stored)
        m_context.jobsAdded.ring();
    if (stored)
        shortenLog();
}

//! A failure is over with it: it is no reason to refuse the next commit untried.
void SqlWriter::shortenLog()
{
    const auto connection = m_access.connection();
    if (!connection)
        return;
    if (const auto moved = m_context.checkpointer.committed(**connection); !moved)
        m_access.abandon(moved.error());
}

Result<> SqlWriter::store(Jobs &jobs, Crashes &crashes)
{
    const auto connection = m_access.connection();
    if (!connection)
        return connection.error();
    if (const auto begun = (*connection)->begin(); !begun)
        return begun.error();
    const qint64 before = (*connection)->changesSoFar();
    auto stored = run(**connection, jobs, crashes);
    if (!stored)
        undo(**connection, before);
    return stored;
}

Result<> SqlWriter::run(SqlConnection &connection, Jobs &jobs, Crashes &crashes)
{
    return jobs.size() == 1 ? runAlone(connection, *jobs.front(), crashes.front())
                            : runShared(connection, jobs, crashes);
}

Result<> SqlWriter::runAlone(SqlConnection &connection, Database::Job &job,
                             std::optional<Error> &crash)
{
    const qint64 before = connection.changesSoFar();
    const bool keeps = runJob(job, m_access.stores(), crash);
    if (connection.failure())
        return *connection.failure();
    if (keeps)
        return connection.commit();
    undo(connection, before);
    return {};
}

//! Savepoints are for what is to be undone, which is rare, and cost as much as many a job: without
//! them first.
Result<> SqlWriter::runShared(SqlConnection &connection, Jobs &jobs, Crashes &crashes)
{
    const qint64 before = connection.changesSoFar();
    const auto isDone = runTogether(connection, jobs, crashes);
    if (!isDone)
        return isDone.error();
    if (*isDone)
        return connection.commit();
    undo(connection, before);
    crashes.assign(jobs.size(), std::nullopt);
    if (const auto begun = connection.begin(); !begun)
        return begun.error();
    return runApart(connection, jobs, crashes);
}

//! \return false if there is something to be undone of a job, and so of all.
Result<bool> SqlWriter::runTogether(SqlConnection &connection, Jobs &jobs, Crashes &crashes)
{
    for (size_t i = 0; i < jobs.size(); ++i) {
        const qint64 before = connection.changesSoFar();
        const bool keeps = runJob(*jobs[i], m_access.stores(), crashes[i]);
        if (const auto &failure = connection.failure())
            return *failure;
        if (!keeps && connection.changesSoFar() != before)
            return false;
    }
    return true;
}

Result<> SqlWriter::runApart(SqlConnection &connection, Jobs &jobs, Crashes &crashes)
{
    for (size_t i = 0; i < jobs.size(); ++i) {
        if (const auto opened = connection.openSavepoint(); !opened)
            return opened.error();
        const qint64 before = connection.changesSoFar();
        const bool keeps = runJob(*jobs[i], m_access.stores(), crashes[i]);
        const auto ended = keeps ? connection.releaseSavepoint() : connection.undoSavepoint();
        if (!ended)
            return ended.error();
        if (!keeps)
            tellUndone(connection, before);
    }
    return connection.commit();
}

//! \param before SqlConnection::changesSoFar() at the beginning of what is undone.
void SqlWriter::undo(SqlConnection &connection, qint64 before) const
{
    connection.rollback();
    tellUndone(connection, before);
}

//! Refusals are many, and mostly have changed nothing: nothing is forgotten for them.
void SqlWriter::tellUndone(const SqlConnection &connection, qint64 before) const
{
    if (connection.changesSoFar() != before)
        m_context.undone();
}

} // namespace linnet
