// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlblockstore.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"

#include <algorithm>

namespace linnet {

Result<bool> SqlBlockStore::add(UserId blocker, UserId blocked, Timestamp at)
{
    return changedAny(Statement(m_connection, R"(
        INSERT INTO block (blocker_id, blocked_id, created_at) VALUES (?, ?, ?)
        ON CONFLICT (blocker_id, blocked_id) DO NOTHING)")
                          .bind(blocker, blocked, at)
                          .run());
}

Result<bool> SqlBlockStore::remove(UserId blocker, UserId blocked)
{
    return changedAny(Statement(m_connection, R"(
        DELETE FROM block WHERE blocker_id = ? AND blocked_id = ?)")
                          .bind(blocker, blocked)
                          .run());
}

Result<BlocksBetween> SqlBlockStore::findBetween(UserId one, UserId other)
{
    const auto blockers = Statement(m_connection, R"(
        SELECT blocker_id FROM block
        WHERE (blocker_id = ? AND blocked_id = ?) OR (blocker_id = ? AND blocked_id = ?))")
                              .bind(one, other, other, one)
                              .fetch([](const SqlRow &row) { return row.id<UserId>(0); });
    if (!blockers)
        return blockers.error();
    const auto has = [&blockers](UserId user) {
        return std::find(blockers->begin(), blockers->end(), user) != blockers->end();
    };
    return BlocksBetween{.own = has(one), .others = has(other)};
}

Result<std::vector<User>> SqlBlockStore::list(UserId blocker)
{
    return Statement(m_connection, "SELECT " LINNET_USER_COLUMNS("a.") R"(
        FROM block b JOIN account a ON a.id = b.blocked_id
        WHERE b.blocker_id = ? ORDER BY b.blocked_id)")
        .bind(blocker)
        .fetch([](const SqlRow &row) { return toUser(row); });
}

Result<int> SqlBlockStore::count(UserId blocker)
{
    const auto counted = Statement(m_connection, "SELECT count(*) FROM block WHERE blocker_id = ?")
                             .bind(blocker)
                             .one([](const SqlRow &row) { return row.number(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

Result<std::vector<UserId>> SqlBlockStore::listEither(UserId user)
{
    return Statement(m_connection, R"(
        SELECT blocked_id FROM block WHERE blocker_id = ?
        UNION
        SELECT blocker_id FROM block WHERE blocked_id = ?)")
        .bind(user, user)
        .fetch([](const SqlRow &row) { return row.id<UserId>(0); });
}

} // namespace linnet
