// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlcheckpointer.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

#include <algorithm>

namespace linnet {

namespace {

// Pages of 4 KiB. A page that is written again and again is moved once in so many; and moving more
// often would have the disk synchronise for it beside every commit.
constexpr qint64 PagesBetween = 2048;
constexpr qint64 LongestLog = 6144;

//! Moves what no reader still needs where it is, and waits for nobody.
Result<> checkpoint(SqlConnection &connection)
{
    return done(Statement(connection, "PRAGMA wal_checkpoint(PASSIVE)").run());
}

} // namespace

SqlCheckpointer::SqlCheckpointer(const SqlConnection::Options &options)
    : m_options(options)
{}

void SqlCheckpointer::run()
{
    SqlAccess access(m_options);
    while (waitForWork()) {
        const auto connection = access.connection();
        if (!connection)
            continue;
        if (const auto moved = checkpoint(**connection); !moved)
            access.abandon(moved.error());
    }
}

void SqlCheckpointer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    m_changed.notify_one();
}

Result<> SqlCheckpointer::committed(SqlConnection &connection)
{
    const qint64 log = connection.logPages();
    m_logAtLast = std::min(m_logAtLast, log); // It may have begun again from its start.
    // If a reader or the other thread is in the way, the next commit tries again.
    if (log > LongestLog)
        return checkpoint(connection);
    if (log - m_logAtLast >= PagesBetween) {
        m_logAtLast = log;
        wake();
    }
    return {};
}

void SqlCheckpointer::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_due = true;
    }
    m_changed.notify_one();
}

//! \return false once it was stopped.
bool SqlCheckpointer::waitForWork()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_due || m_stopped; });
    m_due = false;
    return !m_stopped;
}

} // namespace linnet
