// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/sql/sqlaccess.h"

#include <condition_variable>
#include <mutex>

namespace linnet {

//! \brief Moves what is in the log to the database file, beside the writer and not in its way.
//!
//! The log can be used from its start again only after a moment at which all of it was moved. While
//! more is written all the time such a moment does not come by itself, so that past a limit the
//! writer does the rest between two commits, if it is small: after somebody has read for minutes,
//! as a backup does, it is not, and the thread makes it so first.
class SqlCheckpointer
{
public:
    explicit SqlCheckpointer(const SqlConnection::Options &options);

    //! The thread: until stop().
    void run();
    void stop();

    //! Called by the writer after a commit over \p connection. \return why that cannot be used as
    //! it is any more, if so; what was committed stays.
    Result<> committed(SqlConnection &connection);

private:
    Result<> move(SqlConnection &connection);
    void note(qint64 moved);
    bool isForWriter(qint64 log);
    void wake();
    bool waitForWork();

    const SqlConnection::Options m_options;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_due = false;
    bool m_stopped = false;
    qint64 m_moved = 0; //!< Pages of the log that are in the file, too.
    qint64 m_gained = 0; //!< How many of them became so at the last attempt.
    qint64 m_logAtLast = 0; //!< Pages in the log when the thread was last woken. The writer's.
};

} // namespace linnet
