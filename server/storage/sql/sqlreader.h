// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/sql/jobqueue.h"
#include "server/storage/sql/sqlaccess.h"

namespace linnet {

//! \brief One of the threads that only read: each job in a transaction, so that it sees one moment.
class SqlReader
{
public:
    SqlReader(JobQueue &queue, const SqlConnection::Options &options);

    //! The thread: until the queue is closed and empty.
    void run();

private:
    Result<> serve(Database::Job &job);

    JobQueue &m_queue;
    SqlAccess m_access;
};

} // namespace linnet
