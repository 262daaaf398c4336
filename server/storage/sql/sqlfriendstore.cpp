// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlfriendstore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/friendshiprow.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"

#include <algorithm>

namespace linnet {

namespace {

// clang-format off
#define LINNET_FRIENDSHIP_VIEW \
    "SELECT " LINNET_FRIENDSHIP_COLUMNS("f.") ", " LINNET_USER_COLUMNS("a.")
// clang-format on

FriendshipView viewOf(const SqlRow &row)
{
    return {toFriendship(row), toUser(row, FriendshipColumns)};
}

} // namespace

Result<Friendship> SqlFriendStore::find(FriendshipId id)
{
    return required(Statement(m_connection, "SELECT " LINNET_FRIENDSHIP_COLUMNS("") R"(
        FROM friendship WHERE id = ?)")
                        .bind(id)
                        .one(toFriendship),
                    noSuchFriendRequest());
}

Result<std::optional<Friendship>> SqlFriendStore::findBetween(UserId one, UserId other)
{
    return Statement(m_connection, "SELECT " LINNET_FRIENDSHIP_COLUMNS("") R"(
        FROM friendship WHERE low_id = ? AND high_id = ?)")
        .bind(std::min(one, other), std::max(one, other))
        .one(toFriendship);
}

Result<> SqlFriendStore::put(const Friendship &friendship)
{
    return done(Statement(m_connection, R"(
        INSERT INTO friendship (id, low_id, high_id, from_id, to_id, state, created_at, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (low_id, high_id) DO UPDATE SET
            id = excluded.id, from_id = excluded.from_id, to_id = excluded.to_id,
            state = excluded.state, created_at = excluded.created_at,
            changed_at = excluded.changed_at)")
                    .bind(friendship.id, std::min(friendship.from, friendship.to),
                          std::max(friendship.from, friendship.to), friendship.from, friendship.to,
                          toCode(friendship.state), friendship.createdAt, friendship.changedAt)
                    .run());
}

Result<std::vector<FriendshipView>> SqlFriendStore::list(const FriendPage &page)
{
    switch (page.which) {
    case FriendPage::Which::Incoming:
        return Statement(m_connection, LINNET_FRIENDSHIP_VIEW R"(
            FROM friendship f JOIN account a ON a.id = f.from_id
            WHERE f.to_id = ? AND f.state = 0 AND f.id < ? ORDER BY f.id DESC LIMIT ?)")
            .bind(page.user, page.before, page.limit)
            .fetch(viewOf);
    case FriendPage::Which::Outgoing:
        return Statement(m_connection, LINNET_FRIENDSHIP_VIEW R"(
            FROM friendship f JOIN account a ON a.id = f.to_id
            WHERE f.from_id = ? AND f.state = 0 AND f.id < ? ORDER BY f.id DESC LIMIT ?)")
            .bind(page.user, page.before, page.limit)
            .fetch(viewOf);
    case FriendPage::Which::Friends:
        break;
    }
    return Statement(m_connection, LINNET_FRIENDSHIP_VIEW R"(
        FROM (SELECT to_id AS friend_id, friendship.* FROM friendship
              WHERE from_id = ? AND state = 1
              UNION ALL
              SELECT from_id AS friend_id, friendship.* FROM friendship
              WHERE to_id = ? AND state = 1) AS f
        JOIN account a ON a.id = f.friend_id
        WHERE f.id < ? ORDER BY f.id DESC LIMIT ?)")
        .bind(page.user, page.user, page.before, page.limit)
        .fetch(viewOf);
}

Result<std::vector<UserId>> SqlFriendStore::listFriends(UserId user)
{
    return Statement(m_connection, R"(
        SELECT to_id FROM friendship WHERE from_id = ? AND state = 1
        UNION ALL
        SELECT from_id FROM friendship WHERE to_id = ? AND state = 1)")
        .bind(user, user)
        .fetch([](const SqlRow &row) { return row.id<UserId>(0); });
}

Result<int> SqlFriendStore::countOutgoing(UserId user)
{
    const auto counted = Statement(m_connection, R"(
        SELECT count(*) FROM friendship WHERE from_id = ? AND state = 0)")
                             .bind(user)
                             .one([](const SqlRow &row) { return row.number(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

} // namespace linnet
