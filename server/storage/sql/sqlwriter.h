// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/sql/jobqueue.h"
#include "server/storage/sql/sqlaccess.h"
#include "server/storage/sql/sqlcheckpointer.h"

namespace linnet {

//! \brief The one thread that writes: everything that waits becomes one commit.
//!
//! No timer makes jobs wait for company: while one commit waits for the disk, the next one fills.
class SqlWriter
{
public:
    //! \brief What it works with. All of it outlives the writer.
    struct Context
    {
        JobQueue &queue;
        SqlCheckpointer &checkpointer;
        Bell &jobsAdded;
        std::function<void()> undone; //!< As Database::whenUndone().
    };

    SqlWriter(Context context, const SqlConnection::Options &options);

    //! The thread: until the queue is closed and empty.
    void run();

private:
    using Jobs = JobQueue::Jobs;
    using Crashes = std::vector<std::optional<Error>>; //!< For each job: how it threw.

    void commit(Jobs &jobs);
    void shortenLog();
    Result<> store(Jobs &jobs, Crashes &crashes);
    Result<> run(SqlConnection &connection, Jobs &jobs, Crashes &crashes);
    Result<> runAlone(SqlConnection &connection, Database::Job &job, std::optional<Error> &crash);
    Result<> runShared(SqlConnection &connection, Jobs &jobs, Crashes &crashes);
    Result<bool> runTogether(SqlConnection &connection, Jobs &jobs, Crashes &crashes);
    Result<> runApart(SqlConnection &connection, Jobs &jobs, Crashes &crashes);
    void undo(SqlConnection &connection, qint64 before) const;
    void tellUndone(const SqlConnection &connection, qint64 before) const;

    const Context m_context;
    SqlAccess m_access;
};

} // namespace linnet
