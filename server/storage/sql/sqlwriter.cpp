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
    if (const auto connection = m_access.connection(); stored && connection)
        m_context.checkpointer.committed(jobs.size(), **connection);
}

Result<> SqlWriter::store(Jobs &jobs, Crashes &crashes)
{
    const auto connection = m_access.connection();
    if (!connection)
        return connection.error();
    if (const auto begun = (*connection)->begin(); !begun)
        return begun.error();
    if (jobs.size() == 1)
        return runAlone(**connection, *jobs.front(), crashes.front());
    return runShared(**connection, jobs, crashes);
}

Result<> SqlWriter::runAlone(SqlConnection &connection, Database::Job &job,
                             std::optional<Error> &crash)
{
    const bool keeps = runJob(job, m_access.stores(), crash);
    if (connection.failure())
        return *connection.failure();
    if (keeps)
        return connection.commit();
    connection.rollback();
    return {};
}

Result<> SqlWriter::runShared(SqlConnection &connection, Jobs &jobs, Crashes &crashes)
{
    for (size_t i = 0; i < jobs.size(); ++i) {
        if (const auto opened = connection.openSavepoint(); !opened)
            return opened.error();
        const bool keeps = runJob(*jobs[i], m_access.stores(), crashes[i]);
        const auto ended = keeps ? connection.releaseSavepoint() : connection.undoSavepoint();
        if (!ended)
            return ended.error();
    }
    return connection.commit();
}

} // namespace linnet
