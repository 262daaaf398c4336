// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlcheckpointer.h"

#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

// Pages of 4 KiB. A page that is written again and again is moved once in so many; and moving more
// often would have the disk synchronise for it beside every commit.
constexpr qint64 PagesBetween = 2048;
constexpr qint64 LongestLog = 6144;

// What the writer moves at most: as much as is there when its help is due and the thread has not
// come to anything, and a large commit or two. Everybody who writes waits meanwhile.
constexpr qint64 MostForWriter = 2 * LongestLog;

constexpr qint64 NoAttempt = -1;

//! Moves what no reader still needs where it is, and waits for nobody.
//! \return how many pages of the log are in the file, too; NoAttempt if somebody else is at it.
Result<qint64> checkpoint(SqlConnection &connection)
{
    const auto moved =
        Statement(connection, "PRAGMA wal_checkpoint(PASSIVE)").one([](const SqlRow &row) {
            return row.integer(2);
        });
    if (!moved)
        return moved.error();
    return moved->value_or(NoAttempt);
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
        if (const auto moved = move(**connection); !moved)
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
    if (log < m_logAtLast) { // It has begun again from its start.
        m_logAtLast = log;
        note(0);
    }
    // If a reader or the other thread is in the way, the next commit tries again.
    if (log > LongestLog && isForWriter(log))
        return move(connection);
    if (log > LongestLog || log - m_logAtLast >= PagesBetween) {
        m_logAtLast = log;
        wake();
    }
    return {};
}

//! \return whether the writer is to move the rest of \p log.
bool SqlCheckpointer::isForWriter(qint64 log)
{
    const std::lock_guard lock(m_mutex);
    const qint64 rest = log - m_moved;
    // Where more comes than the thread moves, it would never end: the writer waits for the disk.
    const bool isLosing = m_gained > 0 && rest > m_gained;
    return rest <= MostForWriter || isLosing;
}

Result<> SqlCheckpointer::move(SqlConnection &connection)
{
    const auto moved = checkpoint(connection);
    if (!moved)
        return moved.error();
    if (*moved != NoAttempt)
        note(*moved);
    return {};
}

void SqlCheckpointer::note(qint64 moved)
{
    const std::lock_guard lock(m_mutex);
    m_gained = moved - m_moved;
    m_moved = moved;
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
