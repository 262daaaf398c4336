// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsuspensionstore.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"
#include "server/storage/sql/suspensionrow.h"

namespace linnet {

Result<std::optional<Suspension>> SqlSuspensionStore::find(UserId user)
{
    return Statement(m_connection, "SELECT " LINNET_SUSPENSION_COLUMNS("") R"(
        FROM suspension WHERE account_id = ?)")
        .bind(user)
        .one([](const SqlRow &row) { return toSuspension(row); });
}

Result<std::vector<SuspendedAccount>> SqlSuspensionStore::list(Timestamp now)
{
    return Statement(m_connection, "SELECT account_id, " LINNET_SUSPENSION_COLUMNS("") R"(
        FROM suspension WHERE suspended_until IS NULL OR suspended_until > ?)")
        .bind(now)
        .fetch([](const SqlRow &row) {
            return SuspendedAccount{row.id<UserId>(0), toSuspension(row, 1)};
        });
}

Result<> SqlSuspensionStore::put(UserId user, const Suspension &suspension)
{
    return done(Statement(m_connection, R"(
        INSERT INTO suspension (account_id, suspended_at, suspended_until, reason, suspended_by)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (account_id) DO UPDATE
        SET suspended_at = excluded.suspended_at, suspended_until = excluded.suspended_until,
            reason = excluded.reason, suspended_by = excluded.suspended_by)")
                    .bind(user, suspension.at, suspension.until, suspension.reason, suspension.by)
                    .run());
}

Result<> SqlSuspensionStore::remove(UserId user)
{
    return done(
        Statement(m_connection, "DELETE FROM suspension WHERE account_id = ?").bind(user).run());
}

} // namespace linnet
