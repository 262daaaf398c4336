// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlhistorystore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/conversationcounter.h"
#include "server/storage/sql/messageinsert.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error historyOlder(Timestamp past, Timestamp newest)
{
    return {Error::Kind::Conflict, "history_older"_L1,
            u"A message of %1 cannot come after one of %2: history goes into a new group, or into "
            u"a conversation that has nothing newer."_s.arg(toIso(past), toIso(newest))};
}

} // namespace

//! Where a conversation ends.
struct SqlHistoryStore::End
{
    qint64 seq = 0;
    qint64 changeSeq = 0;
    std::optional<Timestamp> newest; //!< None: there is no message.
};

Result<std::vector<AppendedMessage>> SqlHistoryStore::append(ConversationId conversation,
                                                             const std::vector<Message> &past)
{
    auto end = findEnd(conversation);
    if (!end)
        return end.error();
    const qint64 before = end->seq;
    std::vector<AppendedMessage> appended;
    appended.reserve(past.size());
    for (const Message &message : past) {
        const auto stored = appendOne(message, *end);
        if (!stored)
            return stored.error();
        appended.push_back(*stored);
    }
    if (end->seq == before)
        return appended;
    if (const auto moved = moveEnd(conversation, *end); !moved)
        return moved.error();
    if (const auto read = markRead(conversation, *end); !read)
        return read.error();
    return appended;
}

//! The conversation's own time is later than its newest message's where its title was changed.
Result<SqlHistoryStore::End> SqlHistoryStore::findEnd(ConversationId conversation)
{
    return required(Statement(m_connection, R"(
        SELECT c.last_seq, c.last_change, m.created_at
        FROM conversation c
        LEFT JOIN message m ON m.conversation_id = c.id AND m.seq = c.last_seq
        WHERE c.id = ?)")
                        .bind(conversation)
                        .one([](const SqlRow &row) {
                            return End{.seq = row.integer(0),
                                       .changeSeq = row.integer(1),
                                       .newest = row.optionalTime(2)};
                        }),
                    noSuchConversation());
}

Result<AppendedMessage> SqlHistoryStore::appendOne(const Message &past, End &end)
{
    const auto sent = find(past.conversation, past.sender, past.clientId);
    if (!sent)
        return sent.error();
    if (const std::optional<Message> &known = *sent)
        return AppendedMessage{*known, false};
    if (end.newest && past.createdAt <= *end.newest)
        return historyOlder(past.createdAt, *end.newest);
    Message message = past;
    message.seq = ++end.seq;
    message.changeSeq = ++end.changeSeq;
    end.newest = message.createdAt;
    const auto added = insertMessage(m_connection, message, fingerprintOf(message));
    if (!added)
        return added.error();
    return AppendedMessage{message, true};
}

Result<std::optional<Message>> SqlHistoryStore::find(ConversationId conversation, UserId sender,
                                                     const QString &clientId)
{
    return Statement(m_connection, "SELECT " LINNET_MESSAGE_COLUMNS("") R"(
        FROM message WHERE conversation_id = ? AND sender_id = ? AND client_id = ?)")
        .bind(conversation, sender, clientId)
        .one([](const SqlRow &row) { return toMessage(row); });
}

Result<> SqlHistoryStore::moveEnd(ConversationId conversation, const End &end)
{
    return done(Statement(m_connection, R"(
        UPDATE conversation
        SET last_seq = ?, last_change = ?,
            updated_at = )" LINNET_GREATER_OF("updated_at", "?") " WHERE id = ?")
                    .bind(end.seq, end.changeSeq, end.newest, conversation)
                    .run());
}

//! Each member's is a change of its own, as synchronisation cuts between changes.
Result<> SqlHistoryStore::markRead(ConversationId conversation, const End &end)
{
    const auto moved =
        Statement(m_connection, R"(
        UPDATE member
        SET delivered_seq = ?, read_seq = ?, own_unread = 0,
            shown_read_seq = CASE shown_read_seq WHEN read_seq THEN ? ELSE shown_read_seq END,
            change_seq = ? + place.number
        FROM (SELECT user_id, row_number() OVER (ORDER BY user_id) AS number
              FROM member WHERE conversation_id = ? AND left_seq IS NULL) AS place
        WHERE member.conversation_id = ? AND member.user_id = place.user_id)")
            .bind(end.seq, end.seq, end.seq, end.changeSeq, conversation, conversation)
            .run();
    if (!moved)
        return moved.error();
    return done(Statement(m_connection, R"(
        UPDATE conversation SET last_change = last_change + ? WHERE id = ?)")
                    .bind(*moved, conversation)
                    .run());
}

//! What is read is delivered, and the others know of nothing that is not read.
Result<> SqlHistoryStore::setCursors(ConversationId conversation, const PastCursors &cursors)
{
    const auto end = findEnd(conversation);
    if (!end)
        return end.error();
    const qint64 read = std::clamp(cursors.read, qint64(0), end->seq);
    const qint64 delivered = std::clamp(cursors.delivered, read, end->seq);
    const qint64 shown = std::clamp(cursors.shownRead, qint64(0), read);
    const auto hidden = cursors.hidden ? std::optional(std::min(*cursors.hidden, end->seq))
                                       : std::optional<qint64>();
    const auto counter = countChange(m_connection, conversation);
    if (!counter)
        return counter.error();
    const auto set = changedAny(Statement(m_connection, R"(
        UPDATE member
        SET delivered_seq = ?, read_seq = ?, shown_read_seq = ?, hidden_seq = ?, change_seq = ?,
            own_unread = (SELECT count(*) FROM message m
                          WHERE m.conversation_id = member.conversation_id
                            AND m.sender_id = member.user_id AND m.seq > ?)
        WHERE conversation_id = ? AND user_id = ?)")
                                    .bind(delivered, read, shown, hidden, counter->lastChange, read,
                                          conversation, cursors.user)
                                    .run());
    if (!set)
        return set.error();
    return *set ? Result<>() : Result<>(noSuchMember());
}

Result<> SqlHistoryStore::setStay(ConversationId conversation, const PastStay &stay)
{
    const auto set = changedAny(Statement(m_connection, R"(
        UPDATE member SET joined_at = coalesce(?, joined_at), muted_until = ?
        WHERE conversation_id = ? AND user_id = ?)")
                                    .bind(stay.joinedAt, stay.mutedUntil, conversation, stay.user)
                                    .run());
    if (!set)
        return set.error();
    return *set ? Result<>() : Result<>(noSuchMember());
}

Result<bool> SqlHistoryStore::addStar(UserId user, const Message &message, Timestamp at)
{
    return changedAny(Statement(m_connection, R"(
        INSERT INTO star (user_id, conversation_id, message_id, created_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (user_id, conversation_id, message_id) DO NOTHING)")
                          .bind(user, message.conversation, message.id, at)
                          .run());
}

Result<bool> SqlHistoryStore::addReading(ConversationId conversation, const ReadingStep &reading)
{
    return changedAny(
        Statement(m_connection, R"(
        INSERT INTO reading (conversation_id, reader_id, after_seq, through_seq, at)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (conversation_id, through_seq, reader_id) DO NOTHING)")
            .bind(conversation, reading.reader, reading.after, reading.through, reading.at)
            .run());
}

} // namespace linnet
