// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmemberstore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/conversationcounter.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

#include <algorithm>

namespace linnet {

namespace {

Member memberOf(const SqlRow &row)
{
    return toMember(row);
}

MemberView viewOf(const SqlRow &row)
{
    return {toMember(row), toUser(row, MemberColumns)};
}

} // namespace

//! How far a member has got, and how far they can get.
struct SqlMemberStore::Cursors
{
    qint64 lastSeq = 0;
    qint64 delivered = 0;
    qint64 read = 0;
    qint64 ownUnread = 0;
};

//! \brief What a member's read cursor passes on its way.
struct SqlMemberStore::Passage
{
    Cursors before;
    ReceiptAdvance advance;
    qint64 ownUnread = 0; //!< Own messages after where it gets.
};

Result<Member> SqlMemberStore::find(ConversationId conversation, UserId user)
{
    return required(Statement(m_connection, "SELECT " LINNET_MEMBER_COLUMNS("") R"(
        FROM member WHERE conversation_id = ? AND user_id = ?)")
                        .bind(conversation, user)
                        .one(memberOf),
                    noSuchMember());
}

Result<std::vector<Member>> SqlMemberStore::list(ConversationId conversation)
{
    return Statement(m_connection, "SELECT " LINNET_MEMBER_COLUMNS("") R"(
        FROM member WHERE conversation_id = ? AND left_seq IS NULL
        ORDER BY joined_at, user_id)")
        .bind(conversation)
        .fetch(memberOf);
}

Result<std::vector<MemberView>> SqlMemberStore::listViews(ConversationId conversation, int most)
{
    return Statement(m_connection,
                     "SELECT " LINNET_MEMBER_COLUMNS("mb.") ", " LINNET_USER_COLUMNS("a.") R"(
        FROM (SELECT * FROM member
              WHERE conversation_id = ? AND left_seq IS NULL
              ORDER BY joined_at, user_id LIMIT ?) mb
        JOIN account a ON a.id = mb.user_id
        ORDER BY mb.joined_at, mb.user_id)")
        .bind(conversation, most)
        .fetch(viewOf);
}

Result<Member> SqlMemberStore::add(ConversationId conversation, UserId user, Role role,
                                   Timestamp at)
{
    const auto added = Statement(m_connection, R"(
        INSERT INTO member (conversation_id, user_id, role, joined_at, joined_seq,
                            delivered_seq, read_seq, shown_read_seq, change_seq)
        SELECT id, ?, ?, ?, last_seq, last_seq, last_seq, last_seq, last_change + 1
        FROM conversation WHERE id = ?
        ON CONFLICT (conversation_id, user_id) DO UPDATE SET
            role = excluded.role, joined_at = excluded.joined_at, joined_seq = excluded.joined_seq,
            left_seq = NULL, delivered_seq = excluded.delivered_seq, read_seq = excluded.read_seq,
            shown_read_seq = excluded.shown_read_seq, own_unread = 0, change_seq = excluded.change_seq
        WHERE member.left_seq IS NOT NULL
        RETURNING )" LINNET_MEMBER_COLUMNS(""))
                           .bind(user, toCode(role), at, conversation)
                           .one(memberOf);
    if (!added)
        return added.error();
    const std::optional<Member> &member = *added;
    if (!member)
        return find(conversation, user);
    if (const auto counted = countChange(m_connection, conversation); !counted)
        return counted.error();
    return *member;
}

Result<Member> SqlMemberStore::setRole(ConversationId conversation, UserId user, Role role)
{
    const auto counter = countChange(m_connection, conversation);
    if (!counter)
        return counter.error();
    return required(Statement(m_connection, R"(
        UPDATE member SET role = ?, change_seq = ?
        WHERE conversation_id = ? AND user_id = ? AND left_seq IS NULL
        RETURNING )" LINNET_MEMBER_COLUMNS(""))
                        .bind(toCode(role), counter->lastChange, conversation, user)
                        .one(memberOf),
                    noSuchMember());
}

Result<Member> SqlMemberStore::leave(ConversationId conversation, UserId user)
{
    const auto counter = countChange(m_connection, conversation);
    if (!counter)
        return counter.error();
    return required(Statement(m_connection, R"(
        UPDATE member SET left_seq = ?, change_seq = ?
        WHERE conversation_id = ? AND user_id = ? AND left_seq IS NULL
        RETURNING )" LINNET_MEMBER_COLUMNS(""))
                        .bind(counter->lastSeq, counter->lastChange, conversation, user)
                        .one(memberOf),
                    noSuchMember());
}

Result<ReceiptAdvance> SqlMemberStore::advanceDelivered(ConversationId conversation, UserId user,
                                                        qint64 seq)
{
    const auto before = cursors(conversation, user);
    if (!before)
        return before.error();
    const qint64 target = std::min(seq, before->lastSeq);
    if (target <= before->delivered)
        return ReceiptAdvance{.from = before->delivered, .to = before->delivered};
    const auto counter = countChange(m_connection, conversation);
    if (!counter)
        return counter.error();
    const auto moved = Statement(m_connection, R"(
        UPDATE member SET delivered_seq = ?, change_seq = ?
        WHERE conversation_id = ? AND user_id = ?)")
                           .bind(target, counter->lastChange, conversation, user)
                           .run();
    if (!moved)
        return moved.error();
    return ReceiptAdvance{
        .from = before->delivered, .to = target, .changeSeq = counter->lastChange};
}

Result<ReceiptAdvance> SqlMemberStore::advanceRead(ConversationId conversation, UserId user,
                                                   qint64 seq, Reading reading)
{
    const auto step = passage(conversation, user, seq);
    if (!step)
        return step.error();
    ReceiptAdvance advance = step->advance;
    if (!advance.moved())
        return advance;
    const qint64 target = advance.to;
    const bool isShown = reading == Reading::Shown;
    if (isShown || target > step->before.delivered) {
        const auto counter = countChange(m_connection, conversation);
        if (!counter)
            return counter.error();
        advance.changeSeq = counter->lastChange;
    }
    const auto moved = Statement(m_connection, R"(
        UPDATE member SET read_seq = ?, delivered_seq = ?, own_unread = ?,
                          shown_read_seq = )" LINNET_GREATER_OF("shown_read_seq", "?") R"(,
                          change_seq = )" LINNET_GREATER_OF("change_seq", "?") R"(
        WHERE conversation_id = ? AND user_id = ?)")
                           .bind(target, std::max(target, step->before.delivered), step->ownUnread,
                                 isShown ? target : 0, advance.changeSeq, conversation, user)
                           .run();
    if (!moved)
        return moved.error();
    return advance;
}

Result<> SqlMemberStore::noteReading(ConversationId conversation, const ReadingStep &reading)
{
    return done(Statement(m_connection, R"(
        INSERT INTO reading (conversation_id, reader_id, after_seq, through_seq, at)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING)")
                    .bind(conversation, reading.reader, reading.after, reading.through, reading.at)
                    .run());
}

Result<std::vector<ReadingStep>> SqlMemberStore::listReadings(ConversationId conversation,
                                                              int limit)
{
    auto readings =
        Statement(m_connection, R"(
        SELECT reader_id, after_seq, through_seq, at FROM reading
        WHERE conversation_id = ?
        ORDER BY through_seq DESC, reader_id DESC LIMIT ?)")
            .bind(conversation, limit)
            .fetch([](const SqlRow &row) {
                return ReadingStep{row.id<UserId>(0), row.integer(1), row.integer(2), row.time(3)};
            });
    if (readings)
        std::reverse(readings->begin(), readings->end());
    return readings;
}

Result<ReceiptAdvance> SqlMemberStore::readUnnoticed(ConversationId conversation, UserId user,
                                                     qint64 seq)
{
    const auto step = passage(conversation, user, seq);
    if (!step)
        return step.error();
    const auto moved = Statement(m_connection, R"(
        UPDATE member SET read_seq = ?, own_unread = ?
        WHERE conversation_id = ? AND user_id = ?)")
                           .bind(step->advance.to, step->ownUnread, conversation, user)
                           .run();
    if (!moved)
        return moved.error();
    return step->advance;
}

Result<> SqlMemberStore::mute(ConversationId conversation, UserId user,
                              std::optional<Timestamp> until)
{
    const auto muted = changedAny(Statement(m_connection, R"(
        UPDATE member SET muted_until = ?
        WHERE conversation_id = ? AND user_id = ? AND left_seq IS NULL)")
                                      .bind(until, conversation, user)
                                      .run());
    if (!muted)
        return muted.error();
    if (!*muted)
        return noSuchConversation();
    return {};
}

Result<std::vector<Member>> SqlMemberStore::listChanges(ConversationId conversation, qint64 change,
                                                        int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MEMBER_COLUMNS("") R"(
        FROM member WHERE conversation_id = ? AND change_seq > ?
        ORDER BY change_seq, user_id LIMIT ?)")
        .bind(conversation, change, limit)
        .fetch(memberOf);
}

Result<std::vector<Conversation>> SqlMemberStore::listUndelivered(UserId user, ConversationId after,
                                                                  int limit)
{
    return Statement(m_connection, "SELECT " LINNET_CONVERSATION_COLUMNS("c.") R"(
        FROM member mb JOIN conversation c ON c.id = mb.conversation_id
        WHERE mb.user_id = ? AND mb.left_seq IS NULL AND mb.conversation_id > ?
          AND mb.delivered_seq < c.last_seq
        ORDER BY c.id LIMIT ?)")
        .bind(user, after, limit)
        .fetch([](const SqlRow &row) { return toConversation(row); });
}

Result<std::vector<ConversationId>> SqlMemberStore::listLeft(UserId user)
{
    return Statement(m_connection, R"(
        SELECT conversation_id FROM member
        WHERE user_id = ? AND left_seq IS NOT NULL
        ORDER BY conversation_id)")
        .bind(user)
        .fetch([](const SqlRow &row) { return row.id<ConversationId>(0); });
}

Result<std::vector<Companion>> SqlMemberStore::listCompany(UserId user)
{
    return Statement(m_connection, R"(
        WITH company (id) AS (
            SELECT DISTINCT other.user_id
            FROM member mine
            JOIN member other ON other.conversation_id = mine.conversation_id
            WHERE mine.user_id = ? AND mine.left_seq IS NULL
              AND other.user_id <> mine.user_id AND other.left_seq IS NULL
            EXCEPT
            SELECT blocked_id FROM block WHERE blocker_id = ?
            EXCEPT
            SELECT blocker_id FROM block WHERE blocked_id = ?)
        SELECT c.id,
               CASE )" LINNET_GREATER_OF("me.last_seen_audience", "a.last_seen_audience") R"(
                   WHEN 0 THEN 1
                   WHEN 1 THEN EXISTS (
                       SELECT 1 FROM friendship
                       WHERE low_id = )" LINNET_LESSER_OF("c.id", "me.id") R"(
                         AND high_id = )" LINNET_GREATER_OF("c.id", "me.id") R"(
                         AND state = 1)
                   ELSE 0
               END
        FROM company c
        JOIN account me ON me.id = ?
        JOIN account a ON a.id = c.id)")
        .bind(user, user, user, user)
        .fetch([](const SqlRow &row) {
            return Companion{row.id<UserId>(0), row.number(1) != 0};
        });
}

Result<> SqlMemberStore::hide(ConversationId conversation)
{
    return done(Statement(m_connection, R"(
        UPDATE member
        SET hidden_seq = (SELECT last_seq FROM conversation WHERE id = member.conversation_id)
        WHERE conversation_id = ?)")
                    .bind(conversation)
                    .run());
}

Result<bool> SqlMemberStore::unhide(ConversationId conversation, UserId user)
{
    return changedAny(Statement(m_connection, R"(
        UPDATE member SET hidden_seq = NULL
        WHERE conversation_id = ? AND user_id = ?
          AND hidden_seq >= (SELECT last_seq FROM conversation
                             WHERE id = member.conversation_id))")
                          .bind(conversation, user)
                          .run());
}

Result<SqlMemberStore::Cursors> SqlMemberStore::cursors(ConversationId conversation, UserId user)
{
    return required(
        Statement(m_connection, R"(
        SELECT c.last_seq, mb.delivered_seq, mb.read_seq, mb.own_unread
        FROM member mb JOIN conversation c ON c.id = mb.conversation_id
        WHERE mb.conversation_id = ? AND mb.user_id = ? AND mb.left_seq IS NULL)")
            .bind(conversation, user)
            .one([](const SqlRow &row) {
                return Cursors{row.integer(0), row.integer(1), row.integer(2), row.integer(3)};
            }),
        noSuchMember());
}

Result<SqlMemberStore::Passage> SqlMemberStore::passage(ConversationId conversation, UserId user,
                                                        qint64 seq)
{
    const auto before = cursors(conversation, user);
    if (!before)
        return before.error();
    const qint64 target = std::max(before->read, std::min(seq, before->lastSeq));
    qint64 passed = target > before->read ? before->ownUnread : 0;
    // Mostly none of their own is among the unread, or all of it is passed: nothing to count.
    if (passed > 0 && target < before->lastSeq) {
        const auto counted = countOwn(conversation, user, before->read, target);
        if (!counted)
            return counted.error();
        passed = *counted;
    }
    return Passage{*before,
                   {.from = before->read, .to = target, .messages = target - before->read - passed},
                   before->ownUnread - passed};
}

Result<qint64> SqlMemberStore::countOwn(ConversationId conversation, UserId user, qint64 after,
                                        qint64 through)
{
    const auto counted = Statement(m_connection, R"(
        SELECT count(*) FROM message
        WHERE conversation_id = ? AND seq > ? AND seq <= ? AND sender_id = ?)")
                             .bind(conversation, after, through, user)
                             .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

} // namespace linnet
