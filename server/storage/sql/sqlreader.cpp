// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlreader.h"

#include "server/storage/sql/runjob.h"

namespace linnet {

SqlReader::SqlReader(JobQueue &queue, const SqlConnection::Options &options)
    : m_queue(queue)
    , m_access(options)
{}

void SqlReader::run()
{
    for (auto jobs = m_queue.take(1); !jobs.empty(); jobs = m_queue.take(1)) {
        Database::Job &job = *jobs.front();
        const Result<> served = serve(job);
        if (!served)
            m_access.abandon(served.error());
        job.home().post(served ? job.done() : job.failed(served.error()));
    }
}

Result<> SqlReader::serve(Database::Job &job)
{
    const auto connection = m_access.connection();
    if (!connection)
        return connection.error();
    if (const auto begun = (*connection)->beginRead(); !begun)
        return begun.error();
    std::optional<Error> crash;
    runJob(job, m_access.stores(), crash);
    if (crash)
        return *crash;
    if ((*connection)->failure())
        return *(*connection)->failure();
    return (*connection)->commit();
}

} // namespace linnet
