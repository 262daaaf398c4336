// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/belongingsmerge.h"

#include "server/storage/sql/reportmerge.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace linnet {

namespace {

constexpr int MostClosed = 10; //!< Chats at a time, whose members have to hear of it.

// clang-format off
#define LINNET_CLOSENESS(f) "CASE " f "state WHEN 1 THEN 2 WHEN 0 THEN 1 ELSE 0 END"

// The other one of a friendship.
#define LINNET_FRIEND_OF(f, user) "CASE " f "low_id WHEN " user " THEN " f "high_id ELSE " f "low_id END"

#define LINNET_BLOCKED_FRIENDSHIPS \
    "SELECT id FROM friendship WHERE state IN (0, 1) AND (from_id = ?2 OR to_id = ?2)" \
    " AND EXISTS (SELECT 1 FROM block" \
    "             WHERE (blocker_id = low_id AND blocked_id = high_id)" \
    "                OR (blocker_id = high_id AND blocked_id = low_id))"

// The first ones that the source still has: each of them goes, in this way or that. What a statement
// took away makes the next one look at so many fewer, and so at none that the first did not see.
#define LINNET_FIRST_STARS \
    "user_id = ?1 AND (conversation_id, message_id) IN (" \
    "    SELECT conversation_id, message_id FROM star WHERE user_id = ?1" \
    "    ORDER BY conversation_id, message_id LIMIT ?3)"
#define LINNET_FIRST_BLOCKS \
    "blocker_id = ?1 AND blocked_id IN (" \
    "    SELECT blocked_id FROM block WHERE blocker_id = ?1 ORDER BY blocked_id LIMIT ?3)"
#define LINNET_FIRST_BLOCKED \
    "blocked_id = ?1 AND blocker_id IN (" \
    "    SELECT blocker_id FROM block WHERE blocked_id = ?1 ORDER BY blocker_id LIMIT ?3)"
#define LINNET_FIRST_FRIENDSHIPS \
    "SELECT id FROM friendship WHERE from_id = ?1 OR to_id = ?1 ORDER BY id LIMIT ?3"
#define LINNET_FIRST_TOLD \
    "id IN (SELECT id FROM notification WHERE user_id = ?1 ORDER BY id LIMIT ?3)"
#define LINNET_FIRST_DONE \
    "id IN (SELECT id FROM notification WHERE actor_id = ?1 ORDER BY id LIMIT ?3)"
// clang-format on

//! \brief One kind of belongings: what moves some of it, or takes away what the target has already,
//! and changes nothing once none is left.
struct Kind
{
    std::array<const char *, 3> statements{};
};

//! ?1 is the source, ?2 the target, ?3 how many rows a statement may change.
constexpr Kind Kinds[] = {
    {{"UPDATE media SET owner_id = ?2"
      " WHERE id IN (SELECT id FROM media WHERE owner_id = ?1 LIMIT ?3)"}},
    {{"UPDATE session SET account_id = ?2"
      " WHERE id IN (SELECT id FROM session WHERE account_id = ?1 LIMIT ?3)"}},

    {{"DELETE FROM star WHERE " LINNET_FIRST_STARS " AND EXISTS (SELECT 1 FROM star own"
      "             WHERE own.user_id = ?2 AND own.conversation_id = star.conversation_id"
      "               AND own.message_id = star.message_id)",
      LINNET_UPDATE_UNLESS_ALIKE " star SET user_id = ?2 WHERE " LINNET_FIRST_STARS}},

    {{"DELETE FROM block WHERE " LINNET_FIRST_BLOCKS " AND (blocked_id = ?2"
      "      OR EXISTS (SELECT 1 FROM block own"
      "                 WHERE own.blocker_id = ?2 AND own.blocked_id = block.blocked_id))",
      LINNET_UPDATE_UNLESS_ALIKE " block SET blocker_id = ?2 WHERE " LINNET_FIRST_BLOCKS
                                 " AND blocked_id <> ?2"}},
    {{"DELETE FROM block WHERE " LINNET_FIRST_BLOCKED " AND (blocker_id = ?2"
      "      OR EXISTS (SELECT 1 FROM block own"
      "                 WHERE own.blocked_id = ?2 AND own.blocker_id = block.blocker_id))",
      LINNET_UPDATE_UNLESS_ALIKE " block SET blocked_id = ?2 WHERE " LINNET_FIRST_BLOCKED
                                 " AND blocker_id <> ?2"}},

    // Of two friendships with the same person the closer one stays.
    {{R"(DELETE FROM friendship AS own
         WHERE own.id IN (
             SELECT o.id FROM friendship f
             JOIN friendship o
                 ON o.low_id = )" LINNET_LESSER_OF("?2", LINNET_FRIEND_OF("f.", "?1")) R"(
                AND o.high_id = )" LINNET_GREATER_OF("?2", LINNET_FRIEND_OF("f.", "?1")) R"(
             WHERE f.id IN ()" LINNET_FIRST_FRIENDSHIPS R"()
               AND )" LINNET_CLOSENESS("f.") " > " LINNET_CLOSENESS("o.") ")",
      R"(DELETE FROM friendship
         WHERE id IN ()" LINNET_FIRST_FRIENDSHIPS R"()
           AND (?2 IN (from_id, to_id)
                OR EXISTS (
                    SELECT 1 FROM friendship o
                    WHERE o.low_id = )" LINNET_LESSER_OF("?2",
                                                         LINNET_FRIEND_OF("friendship.", "?1")) R"(
                      AND o.high_id = )" LINNET_GREATER_OF("?2",
                                                           LINNET_FRIEND_OF("friendship.",
                                                                            "?1")) "))",
      LINNET_UPDATE_UNLESS_ALIKE R"( friendship
         SET from_id = CASE from_id WHEN ?1 THEN ?2 ELSE from_id END,
             to_id = CASE to_id WHEN ?1 THEN ?2 ELSE to_id END,
             low_id = )" LINNET_LESSER_OF("?2", LINNET_FRIEND_OF("", "?1")) R"(,
             high_id = )" LINNET_GREATER_OF("?2", LINNET_FRIEND_OF("", "?1")) R"(
         WHERE id IN ()" LINNET_FIRST_FRIENDSHIPS ") AND ?2 NOT IN (from_id, to_id)"}},

    {{"DELETE FROM notification WHERE id IN ("
      "    SELECT id FROM notification WHERE friendship_id IN (" LINNET_BLOCKED_FRIENDSHIPS ")"
      "    LIMIT ?3)"}},
    {{"UPDATE friendship SET state = 4"
      " WHERE id IN (" LINNET_BLOCKED_FRIENDSHIPS " LIMIT ?3)"}},

    // What the one told of the other is nothing to tell. Of messages that came while somebody was
    // away there is one for each conversation.
    {{"DELETE FROM notification WHERE " LINNET_FIRST_TOLD " AND (actor_id = ?2"
      "      OR (kind = 5 AND read_at IS NULL AND EXISTS ("
      "              SELECT 1 FROM notification own"
      "              WHERE own.user_id = ?2 AND own.kind = 5 AND own.read_at IS NULL"
      "                AND own.conversation_id = notification.conversation_id)))",
      "UPDATE notification SET user_id = ?2,"
      " actor_id = CASE actor_id WHEN ?1 THEN ?2 ELSE actor_id END WHERE " LINNET_FIRST_TOLD}},
    {{"DELETE FROM notification WHERE " LINNET_FIRST_DONE " AND user_id = ?2",
      "UPDATE notification SET actor_id = ?2 WHERE " LINNET_FIRST_DONE " AND user_id <> ?2"}},
};

constexpr qint64 Reports = std::ssize(Kinds); //!< The place after all that is a Kind.

//! \return how many rows it changed.
Result<int> moveKind(SqlConnection &connection, const Kind &kind, const Merger &merger, int limit)
{
    int rows = 0;
    for (const char *statement : kind.statements) {
        if (!statement || rows >= limit)
            break;
        const auto changed =
            Statement(connection, statement).bind(merger.from, merger.into, limit - rows).run();
        if (!changed)
            return changed.error();
        rows += *changed;
    }
    return rows;
}

//! What a block decides of a chat that was open until the target had the block.
Result<std::vector<ConversationId>> closeBlocked(SqlConnection &connection, const Merger &merger,
                                                 int limit)
{
    return Statement(connection,
                     R"(
        UPDATE conversation SET closed_at = ?1
        WHERE id IN (
            SELECT c.id
            FROM (SELECT CASE blocker_id WHEN ?2 THEN blocked_id ELSE blocker_id END AS other_id
                  FROM block WHERE blocker_id = ?2 OR blocked_id = ?2) AS b
            JOIN conversation c
                ON c.direct_key = )" LINNET_LESSER_OF(
                         "?2", "b.other_id") " || ':' || " LINNET_GREATER_OF("?2", "b.other_id") R"(
            WHERE c.closed_at IS NULL LIMIT ?3)
        RETURNING id)")
        .bind(merger.at, merger.into, limit)
        .fetch([](const SqlRow &row) { return row.id<ConversationId>(0); });
}

} // namespace

Result<MovedBelongings> moveBelongings(SqlConnection &connection, const Merger &merger,
                                       qint64 place, int limit)
{
    MovedBelongings moved{.place = place};
    if (place < 0 || place > Reports) {
        auto closed = closeBlocked(connection, merger, std::min(limit, MostClosed));
        if (!closed)
            return closed.error();
        moved.conversations = std::move(*closed);
        moved.rows = int(moved.conversations.size());
        moved.isEnd = moved.rows == 0;
        return moved;
    }
    const auto changed = place == Reports ? moveReports(connection, merger, limit)
                                          : moveKind(connection, Kinds[place], merger, limit);
    if (!changed)
        return changed.error();
    moved.rows = *changed;
    if (moved.rows == 0)
        ++moved.place;
    return moved;
}

} // namespace linnet
