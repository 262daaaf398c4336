// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmergestore.h"

#include "server/storage/sql/conversationmerge.h"
#include "server/storage/sql/mergerrow.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

// clang-format off
#define LINNET_CLOSENESS(f) "CASE " f "state WHEN 1 THEN 2 WHEN 0 THEN 1 ELSE 0 END"

#define LINNET_BLOCKED_FRIENDSHIPS \
    "state IN (0, 1) AND (from_id = ?2 OR to_id = ?2)" \
    " AND EXISTS (SELECT 1 FROM block" \
    "             WHERE (blocker_id = low_id AND blocked_id = high_id)" \
    "                OR (blocker_id = high_id AND blocked_id = low_id))"
// clang-format on

//! ?1 is the source, ?2 the target. What is left with the source then is the target's already, or
//! is between the two, and goes with the account.
constexpr SqlLiteral Moves[] = {
    "UPDATE media SET owner_id = ?2 WHERE owner_id = ?1",
    "UPDATE session SET account_id = ?2 WHERE account_id = ?1",
    LINNET_UPDATE_UNLESS_ALIKE " star SET user_id = ?2 WHERE user_id = ?1",

    LINNET_UPDATE_UNLESS_ALIKE
    " block SET blocker_id = ?2 WHERE blocker_id = ?1 AND blocked_id <> ?2",
    LINNET_UPDATE_UNLESS_ALIKE
    " block SET blocked_id = ?2 WHERE blocked_id = ?1 AND blocker_id <> ?2",

    // Of two friendships with the same person the closer one stays.
    R"(DELETE FROM friendship AS own
       WHERE (from_id = ?2 OR to_id = ?2)
         AND EXISTS (
             SELECT 1 FROM friendship f
             WHERE (f.from_id = ?1 OR f.to_id = ?1)
               AND CASE f.low_id WHEN ?1 THEN f.high_id ELSE f.low_id END
                   = CASE own.low_id WHEN ?2 THEN own.high_id ELSE own.low_id END
               AND )" LINNET_CLOSENESS("f.") " > " LINNET_CLOSENESS("own.") ")",
    LINNET_UPDATE_UNLESS_ALIKE R"( friendship
       SET from_id = CASE from_id WHEN ?1 THEN ?2 ELSE from_id END,
           to_id = CASE to_id WHEN ?1 THEN ?2 ELSE to_id END,
           low_id = )" LINNET_LESSER_OF("?2",
                                        "CASE low_id WHEN ?1 THEN high_id ELSE low_id END") R"(,
           high_id = )" LINNET_GREATER_OF("?2",
                                          "CASE low_id WHEN ?1 THEN high_id ELSE low_id END") R"(
       WHERE (from_id = ?1 OR to_id = ?1) AND ?2 NOT IN (from_id, to_id))",

    "DELETE FROM notification WHERE friendship_id IN (SELECT id FROM friendship "
    "WHERE " LINNET_BLOCKED_FRIENDSHIPS ")",
    "UPDATE friendship SET state = 4 WHERE " LINNET_BLOCKED_FRIENDSHIPS,

    R"(DELETE FROM notification
       WHERE user_id IN (?1, ?2) AND actor_id IN (?1, ?2) AND user_id <> actor_id)",
    // Of messages that came while somebody was away there is one for each conversation.
    R"(DELETE FROM notification
       WHERE user_id = ?1 AND kind = 5 AND read_at IS NULL
         AND EXISTS (SELECT 1 FROM notification own
                     WHERE own.user_id = ?2 AND own.kind = 5 AND own.read_at IS NULL
                       AND own.conversation_id = notification.conversation_id))",
    "UPDATE notification SET user_id = ?2 WHERE user_id = ?1",
    "UPDATE notification SET actor_id = ?2 WHERE actor_id = ?1",
};

UserId userIdOf(const SqlRow &row)
{
    return row.id<UserId>(0);
}

ConversationId conversationIdOf(const SqlRow &row)
{
    return row.id<ConversationId>(0);
}

Merger mergerOf(const SqlRow &row)
{
    return toMerger(row);
}

constexpr const char *TallyNames[] = {"identifiers", "conversations", "messages",
                                      "files",       "friends",       "blocks",
                                      "stars",       "notifications", "sessions"};

QJsonObject tallyOf(const SqlRow &row)
{
    QJsonObject tally;
    for (int column = 0; const char *name : TallyNames)
        tally[QLatin1String(name)] = row.integer(column++);
    return tally;
}

} // namespace

Result<std::optional<Merger>> SqlMergeStore::find(UserId user)
{
    return Statement(m_connection,
                     "SELECT " LINNET_MERGER_COLUMNS("") " FROM merger WHERE account_id = ?")
        .bind(user)
        .one(mergerOf);
}

Result<std::vector<Merger>> SqlMergeStore::list()
{
    return Statement(m_connection,
                     "SELECT " LINNET_MERGER_COLUMNS("") " FROM merger ORDER BY account_id")
        .fetch(mergerOf);
}

Result<std::vector<UserId>> SqlMergeStore::listSources(UserId user)
{
    return Statement(m_connection,
                     "SELECT account_id FROM merger WHERE into_id = ? ORDER BY account_id")
        .bind(user)
        .fetch(userIdOf);
}

Result<> SqlMergeStore::put(const Merger &merger)
{
    const auto redirected =
        Statement(m_connection, "UPDATE merger SET into_id = ? WHERE into_id = ?")
            .bind(merger.into, merger.from)
            .run();
    if (!redirected)
        return redirected.error();
    return done(Statement(m_connection, R"(
        INSERT INTO merger (account_id, into_id, merged_at, merged_by) VALUES (?, ?, ?, ?))")
                    .bind(merger.from, merger.into, merger.at, merger.by)
                    .run());
}

Result<QJsonObject> SqlMergeStore::tally(UserId user)
{
    const auto tally = Statement(m_connection, R"(
        SELECT (phone IS NOT NULL) + (email IS NOT NULL) + (username IS NOT NULL),
               (SELECT count(*) FROM member WHERE user_id = a.id AND left_seq IS NULL),
               (SELECT count(*) FROM member mb
                JOIN message m
                    ON m.conversation_id = mb.conversation_id AND m.sender_id = mb.user_id
                WHERE mb.user_id = a.id),
               (SELECT count(*) FROM media WHERE owner_id = a.id),
               (SELECT count(*) FROM friendship
                WHERE (from_id = a.id OR to_id = a.id) AND state = 1),
               (SELECT count(*) FROM block WHERE blocker_id = a.id),
               (SELECT count(*) FROM star WHERE user_id = a.id),
               (SELECT count(*) FROM notification WHERE user_id = a.id),
               (SELECT count(*) FROM session WHERE account_id = a.id)
        FROM account a WHERE a.id = ?)")
                           .bind(user)
                           .one(tallyOf);
    if (!tally)
        return tally.error();
    return tally->value_or(QJsonObject());
}

Result<std::vector<ConversationId>> SqlMergeStore::moveConversations(const Merger &merger)
{
    auto all = Statement(m_connection, R"(
        SELECT conversation_id FROM member WHERE user_id = ? ORDER BY conversation_id)")
                   .bind(merger.from)
                   .fetch(conversationIdOf);
    if (!all)
        return all;
    for (const ConversationId id : *all) {
        if (const auto merged = mergeConversation(m_connection, id, merger); !merged)
            return merged.error();
    }
    return all;
}

Result<std::vector<ConversationId>> SqlMergeStore::moveBelongings(const Merger &merger)
{
    for (const SqlLiteral move : Moves) {
        const auto moved = Statement(m_connection, move).bind(merger.from, merger.into).run();
        if (!moved)
            return moved.error();
    }
    return Statement(m_connection, R"(
        UPDATE conversation SET closed_at = ?1
        WHERE kind = 0 AND direct_key IS NOT NULL AND closed_at IS NULL
          AND id IN (SELECT conversation_id FROM member WHERE user_id = ?2)
          AND EXISTS (SELECT 1 FROM member o
                      JOIN block b ON (b.blocker_id = ?2 AND b.blocked_id = o.user_id)
                                   OR (b.blocker_id = o.user_id AND b.blocked_id = ?2)
                      WHERE o.conversation_id = conversation.id)
        RETURNING id)")
        .bind(merger.at, merger.into)
        .fetch(conversationIdOf);
}

} // namespace linnet
