// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlabsencestore.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

AbsenceView viewOf(const SqlRow &row)
{
    return {.absence = {.user = row.id<UserId>(0),
                        .dueAt = row.time(1),
                        .mailedAt = row.optionalTime(2)},
            .lastSeen = row.time(3),
            .hasUnread = row.number(4) != 0};
}

} // namespace

Result<> SqlAbsenceStore::expect(UserId user, Timestamp dueAt)
{
    return done(Statement(m_connection, R"(
        INSERT INTO absence (account_id, due_at, mailed_at) VALUES (?, ?, NULL)
        ON CONFLICT (account_id) DO UPDATE
        SET due_at = )" LINNET_LESSER_OF("absence.due_at", "excluded.due_at"))
                    .bind(user, dueAt)
                    .run());
}

Result<> SqlAbsenceStore::put(const Absence &absence)
{
    return done(Statement(m_connection, R"(
        INSERT INTO absence (account_id, due_at, mailed_at) VALUES (?, ?, ?)
        ON CONFLICT (account_id) DO UPDATE
        SET due_at = excluded.due_at, mailed_at = excluded.mailed_at)")
                    .bind(absence.user, absence.dueAt, absence.mailedAt)
                    .run());
}

Result<> SqlAbsenceStore::remove(UserId user)
{
    return done(
        Statement(m_connection, "DELETE FROM absence WHERE account_id = ?").bind(user).run());
}

Result<std::vector<AbsenceView>> SqlAbsenceStore::listDue(Timestamp now, int most)
{
    return Statement(m_connection, R"(
        SELECT b.account_id, b.due_at, b.mailed_at,
               coalesce((SELECT max(s.last_seen_at) FROM session s
                         WHERE s.account_id = b.account_id), a.created_at),
               EXISTS (SELECT 1 FROM notification n
                       WHERE n.user_id = b.account_id AND n.kind = 5 AND n.read_at IS NULL)
        FROM absence b JOIN account a ON a.id = b.account_id
        WHERE b.due_at <= ? ORDER BY b.due_at LIMIT ?)")
        .bind(now, most)
        .fetch(viewOf);
}

//! Messages are the newest only, so that a large group costs no more than a small one.
Result<std::vector<Missed>> SqlAbsenceStore::listMissed(const MissedQuery &query)
{
    return Statement(m_connection, R"(
        SELECT CASE c.kind WHEN 1 THEN c.title ELSE coalesce(oa.display_name, '') END,
               count(*) AS missed
        FROM member mb
        JOIN conversation c ON c.id = mb.conversation_id
        LEFT JOIN member om ON c.kind = 0 AND om.conversation_id = c.id
                               AND om.user_id <> mb.user_id AND om.left_seq IS NULL
        LEFT JOIN account oa ON oa.id = om.user_id
        JOIN message m ON m.conversation_id = c.id
                      AND m.seq > )" LINNET_GREATER_OF("mb.read_seq", "c.last_seq - ?") R"(
        WHERE mb.user_id = ? AND mb.left_seq IS NULL
              AND c.last_seq > mb.read_seq + mb.own_unread
              AND coalesce(mb.muted_until, 0) <= ?
              AND m.created_at > ? AND m.sender_id <> mb.user_id AND m.kind <> 5
              AND m.deleted_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM block b
                              WHERE b.blocker_id = mb.user_id AND b.blocked_id = m.sender_id)
        GROUP BY c.id ORDER BY missed DESC, c.id LIMIT ?)")
        .bind(MostCounted, query.user, query.now, query.since, MostConversations)
        .fetch([](const SqlRow &row) {
            return Missed{row.text(0), row.integer(1)};
        });
}

} // namespace linnet
