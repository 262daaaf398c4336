// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlauditstore.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

// Every SELECT below names its columns in this order.
AuditEntry entryOf(const SqlRow &row)
{
    return {.number = row.integer(0),
            .at = row.time(1),
            .actor = row.text(2),
            .address = row.text(3),
            .requestId = row.text(4),
            .action = row.text(5),
            .target = row.text(6),
            .before = row.text(7),
            .after = row.text(8),
            .hash = row.bytes(9)};
}

} // namespace

Result<AuditEntry> SqlAuditStore::append(AuditEntry entry)
{
    const auto last = list(1, std::numeric_limits<qint64>::max());
    if (!last)
        return last.error();
    const AuditEntry previous = last->empty() ? AuditEntry() : last->front();
    entry.number = previous.number + 1;
    entry.hash = chainHash(previous.hash, entry);
    const auto added =
        done(Statement(m_connection, R"(
        INSERT INTO audit (number, at, actor, address, request_id, action, target, before, after, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))")
                 .bind(entry.number, entry.at, entry.actor, entry.address, entry.requestId,
                       entry.action, entry.target, entry.before, entry.after, entry.hash)
                 .run());
    if (!added)
        return added.error();
    return entry;
}

Result<std::vector<AuditEntry>> SqlAuditStore::list(int limit, qint64 before)
{
    return Statement(m_connection, R"(
        SELECT number, at, actor, address, request_id, action, target, before, after, hash
        FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?)")
        .bind(before, limit)
        .fetch(entryOf);
}

Result<std::vector<AuditEntry>> SqlAuditStore::listOf(const QString &action, int limit,
                                                      qint64 before)
{
    return Statement(m_connection, R"(
        SELECT number, at, actor, address, request_id, action, target, before, after, hash
        FROM audit WHERE action = ? AND number < ? ORDER BY number DESC LIMIT ?)")
        .bind(action, before, limit)
        .fetch(entryOf);
}

Result<std::vector<AuditEntry>> SqlAuditStore::listAfter(qint64 number, int limit)
{
    return Statement(m_connection, R"(
        SELECT number, at, actor, address, request_id, action, target, before, after, hash
        FROM audit WHERE number > ? ORDER BY number LIMIT ?)")
        .bind(number, limit)
        .fetch(entryOf);
}

} // namespace linnet
