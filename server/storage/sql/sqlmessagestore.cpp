// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmessagestore.h"

#include "common/domain/groupview.h"
#include "common/domain/notfound.h"
#include "server/storage/sql/conversationcounter.h"
#include "server/storage/sql/messageinsert.h"
#include "server/storage/sql/messagewindow.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

// A clock that was wrong by more than this is not waited for: times would stand still for too long.
constexpr std::chrono::hours LargestStep(2);

Error clientIdReused()
{
    return {Error::Kind::Conflict, "client_id_reused"_L1,
            u"This client id was used for another message."_s};
}

Error conversationClosed()
{
    return {Error::Kind::Forbidden, "conversation_closed"_L1,
            u"You cannot send messages to this conversation"_s};
}

Message messageOf(const SqlRow &row)
{
    return toMessage(row);
}

} // namespace

//! Where a conversation's next message goes, and what its sender has not read.
struct SqlMessageStore::Place
{
    qint64 seq = 0;
    qint64 changeSeq = 0;
    Timestamp notBefore{};
    qint64 ownUnread = 0;
    qint64 unread = 0; //!< Of others.
    bool isClosed = false;
    bool isFrozen = false;
};

Result<AppendedMessage> SqlMessageStore::append(const Message &draft, const QByteArray &file)
{
    const qint64 fingerprint = fingerprintOf(draft, file);
    const auto place = nextPlace(draft);
    if (!place)
        return findSent(draft, fingerprint, place.error());
    if (place->isClosed)
        return findSent(draft, fingerprint, conversationClosed());
    if (place->isFrozen)
        return findSent(draft, fingerprint, groupFrozen());
    Message message = draft;
    message.seq = place->seq;
    message.changeSeq = place->changeSeq;
    const auto time = timeFor(draft, *place);
    if (!time)
        return time.error();
    message.createdAt = *time;
    const auto added = insertMessage(m_connection, message, fingerprint);
    if (!added)
        return added.error();
    if (!*added)
        return findSent(draft, fingerprint, noSuchConversation());
    if (const auto counted = count(message, *place); !counted)
        return counted.error();
    return AppendedMessage{message, true};
}

//! \return NotFound unless the sender is a member. Nobody takes the place meanwhile: there is one
//! writer.
Result<SqlMessageStore::Place> SqlMessageStore::nextPlace(const Message &draft)
{
    return required(Statement(m_connection, R"(
        SELECT c.last_seq, c.last_change, c.updated_at, mb.read_seq, mb.own_unread,
               c.closed_at, c.frozen_at
        FROM member mb
        JOIN conversation c ON c.id = mb.conversation_id
        WHERE mb.conversation_id = ? AND mb.user_id = ? AND mb.left_seq IS NULL)")
                        .bind(draft.conversation, draft.sender)
                        .one([](const SqlRow &row) {
                            const qint64 last = row.integer(0);
                            // No two messages have the same time: who pages by time misses none.
                            const std::chrono::milliseconds gap(last > 0 ? 1 : 0);
                            return Place{.seq = last + 1,
                                         .changeSeq = row.integer(1) + 1,
                                         .notBefore = row.time(2) + gap,
                                         .ownUnread = row.integer(4),
                                         .unread = last - row.integer(3) - row.integer(4),
                                         .isClosed = !row.isNull(5),
                                         .isFrozen = !row.isNull(6)};
                        }),
                    noSuchConversation());
}

//! Where the clock has stepped back, the time of the newest message of any conversation goes on:
//! who asks for all that is later than what they know is to miss nothing.
Result<Timestamp> SqlMessageStore::timeFor(const Message &draft, const Place &place)
{
    const Timestamp now = draft.createdAt;
    const auto latest = newest(now);
    if (!latest)
        return latest.error();
    const Timestamp time =
        std::max({now, place.notBefore, *latest - now > LargestStep ? now : *latest});
    if (time - now <= LargestStep)
        m_newest = time;
    return time;
}

//! Should what had it be undone, it is a little late, which harms nobody.
Result<Timestamp> SqlMessageStore::newest(Timestamp now)
{
    if (!m_newest) {
        // The newest row may be of history that was brought in, and old. This reads all
        // conversations, once: an index by time would be paid for by every message.
        const auto last =
            Statement(m_connection,
                      "SELECT max(updated_at) FROM conversation WHERE updated_at <= ?")
                .bind(now + LargestStep)
                .one([](const SqlRow &row) { return row.time(0); });
        if (!last)
            return last.error();
        m_newest = last->value_or(Timestamp());
    }
    return *m_newest;
}

//! Takes the place \p message was given, and leaves no unread message to its sender.
Result<> SqlMessageStore::count(const Message &message, const Place &place)
{
    const auto counted =
        Statement(m_connection, R"(
        UPDATE conversation SET last_seq = ?, last_change = ?, updated_at = ? WHERE id = ?)")
            .bind(message.seq, message.changeSeq, message.createdAt, message.conversation)
            .run();
    if (!counted)
        return counted.error();
    if (place.unread > 0)
        return done(Statement(m_connection, R"(
            UPDATE member SET own_unread = ? WHERE conversation_id = ? AND user_id = ?)")
                        .bind(place.ownUnread + 1, message.conversation, message.sender)
                        .run());
    // Who has read all of the others' messages has read all: the cursors simply follow. What is
    // hidden stays so.
    return done(
        Statement(m_connection, R"(
        UPDATE member
        SET delivered_seq = ?, read_seq = ?, own_unread = 0,
            shown_read_seq = CASE shown_read_seq WHEN read_seq THEN ? ELSE shown_read_seq END
        WHERE conversation_id = ? AND user_id = ?)")
            .bind(message.seq, message.seq, message.seq, message.conversation, message.sender)
            .run());
}

//! \return what the sender stored under the client id before, or \p missing.
Result<AppendedMessage> SqlMessageStore::findSent(const Message &draft, qint64 fingerprint,
                                                  const Error &missing)
{
    const bool isRefusal =
        missing.kind == Error::Kind::NotFound || missing.kind == Error::Kind::Forbidden;
    if (draft.clientId.isEmpty() || !isRefusal)
        return missing;
    struct Sent
    {
        Message message;
        qint64 fingerprint = 0;
    };
    const auto sent =
        required(Statement(m_connection, "SELECT " LINNET_MESSAGE_COLUMNS("") R"(, fingerprint
        FROM message WHERE conversation_id = ? AND sender_id = ? AND client_id = ?)")
                     .bind(draft.conversation, draft.sender, draft.clientId)
                     .one([](const SqlRow &row) {
                         return Sent{toMessage(row), row.integer(MessageColumns)};
                     }),
                 missing);
    if (!sent)
        return sent.error();
    if (sent->fingerprint != fingerprint)
        return clientIdReused();
    return AppendedMessage{sent->message, false};
}

Result<Message> SqlMessageStore::find(MessageId id, UserId viewer)
{
    return required(Statement(m_connection, "SELECT " LINNET_MESSAGE_COLUMNS("m.") R"(
        FROM message m
        JOIN member mb ON mb.conversation_id = m.conversation_id
        WHERE m.id = ? AND mb.user_id = ? AND m.seq > mb.joined_seq
          AND (mb.left_seq IS NULL OR m.seq <= mb.left_seq))")
                        .bind(id, viewer)
                        .one(messageOf),
                    noSuchMessage());
}

Result<std::vector<MessageView>> SqlMessageStore::list(const HistoryPage &page)
{
    const auto window = findWindow(m_connection, page.conversation, page.viewer);
    if (!window)
        return window.error();
    qint64 before = std::min(page.beforeSeq, window->through + 1);
    if (page.beforeTime) {
        const auto first = firstNotBefore(m_connection, *window, *page.beforeTime);
        if (!first)
            return first.error();
        before = std::min(before, *first);
    }
    return Statement(m_connection,
                     "SELECT " LINNET_MESSAGE_COLUMNS("m.") ", " LINNET_USER_COLUMNS("a.") R"(
        FROM message m
        JOIN account a ON a.id = m.sender_id
        WHERE m.conversation_id = ? AND m.seq > ? AND m.seq < ?
        ORDER BY m.seq DESC LIMIT ?)")
        .bind(page.conversation, window->after, before, page.limit)
        .fetch([&window](const SqlRow &row) {
            return toMessageView(row, window->viewer, window->receipts);
        });
}

Result<std::vector<MessageView>> SqlMessageStore::listChanges(ConversationId conversation,
                                                              UserId viewer, qint64 change,
                                                              int limit)
{
    const auto window = findWindow(m_connection, conversation, viewer);
    if (!window)
        return window.error();
    const auto first = firstAfterChange(m_connection, *window, change);
    if (!first)
        return first.error();
    // What came after the change, in the order in which it came; and what was changed after it.
    return Statement(m_connection, R"(
        WITH fresh AS (
            SELECT id FROM message
            WHERE conversation_id = ? AND seq >= ? AND seq <= ? AND changed_seq IS NULL
            ORDER BY seq LIMIT ?),
        changed AS (
            SELECT id FROM message
            WHERE conversation_id = ? AND changed_seq > ? AND seq > ? AND seq <= ?
            ORDER BY changed_seq LIMIT ?),
        found AS (SELECT id FROM fresh UNION ALL SELECT id FROM changed)
        SELECT )" LINNET_MESSAGE_COLUMNS("m.") ", " LINNET_USER_COLUMNS("a.") R"(
        FROM found
        JOIN message m ON m.id = found.id
        JOIN account a ON a.id = m.sender_id
        ORDER BY )" LINNET_NEWEST_CHANGE("m.") " LIMIT ?")
        .bind(conversation, *first, window->through, limit, conversation, change, window->after,
              window->through, limit, limit)
        .fetch([&window](const SqlRow &row) {
            return toMessageView(row, window->viewer, window->receipts);
        });
}

Result<std::vector<MessageView>> SqlMessageStore::listSince(UserId viewer, Timestamp time,
                                                            int limit)
{
    const auto viewOf = [viewer](const SqlRow &row) {
        constexpr int Receipts = MessageColumns + UserColumns;
        return toMessageView(row, viewer,
                             {row.integer(Receipts), row.integer(Receipts + 1),
                              row.integer(Receipts + 2), row.integer(Receipts + 3)});
    };
    // Each conversation gives its first messages after the time, found as firstNotBefore() does,
    // and no more than a page of them: the page is the oldest of these.
    return Statement(m_connection,
                     R"(
        WITH RECURSIVE mine AS (
            SELECT mb.conversation_id, mb.joined_seq, mb.delivered_seq, mb.read_seq,
                   coalesce(mb.left_seq, c.last_seq) AS through,
                   (SELECT coalesce(min(o.delivered_seq), 0) FROM member o
                    WHERE o.conversation_id = mb.conversation_id AND o.user_id <> mb.user_id
                      AND o.left_seq IS NULL) AS others_delivered,
                   (SELECT coalesce(min(o.shown_read_seq), 0) FROM member o
                    WHERE o.conversation_id = mb.conversation_id AND o.user_id <> mb.user_id
                      AND o.left_seq IS NULL) AS others_read
            FROM member mb
            JOIN conversation c ON c.id = mb.conversation_id
            WHERE mb.user_id = ? AND c.updated_at > ?),
        search (conversation_id, low, high) AS (
            SELECT conversation_id, joined_seq, through + 1 FROM mine
            UNION ALL
            SELECT s.conversation_id,
                   CASE WHEN coalesce(m.created_at, 0) <= ? THEN (low + high) / 2 ELSE low END,
                   CASE WHEN coalesce(m.created_at, 0) <= ? THEN high ELSE (low + high) / 2 END
            FROM search s
            LEFT JOIN message m
                ON m.conversation_id = s.conversation_id AND m.seq = (low + high) / 2
            WHERE high - low > 1)
        SELECT )" LINNET_MESSAGE_COLUMNS("m.") ", " LINNET_USER_COLUMNS("a.") R"(,
               mine.delivered_seq, mine.read_seq, mine.others_delivered, mine.others_read
        FROM search s
        JOIN mine ON mine.conversation_id = s.conversation_id
        JOIN message m
            ON m.conversation_id = s.conversation_id AND m.seq >= s.high
            AND m.seq < s.high + ? AND m.seq <= mine.through
        JOIN account a ON a.id = m.sender_id
        WHERE s.high - s.low <= 1
        ORDER BY m.created_at, m.conversation_id, m.seq LIMIT ?)")
        .bind(viewer, time, time, time, limit, limit)
        .fetch(viewOf);
}

Result<std::vector<SentMessage>> SqlMessageStore::listReceived(const MessageRange &range,
                                                               UserId reader)
{
    return Statement(m_connection, R"(
        SELECT id, sender_id, seq FROM message
        WHERE conversation_id = ? AND seq > ? AND seq <= ? AND sender_id <> ?
        ORDER BY seq)")
        .bind(range.conversation, range.after, range.through, reader)
        .fetch([](const SqlRow &row) {
            return SentMessage{row.id<MessageId>(0), row.id<UserId>(1), row.integer(2)};
        });
}

Result<Message> SqlMessageStore::edit(MessageId id, const QString &body, Timestamp at)
{
    const auto message = locate(id);
    if (!message)
        return message.error();
    if (message->deletedAt)
        return noSuchMessage();
    const auto counter = countChange(m_connection, message->conversation);
    if (!counter)
        return counter.error();
    return required(Statement(m_connection, R"(
        UPDATE message SET body = ?, edited_at = ?, changed_seq = ? WHERE id = ?
        RETURNING )" LINNET_MESSAGE_COLUMNS(""))
                        .bind(body, at, counter->lastChange, id)
                        .one(messageOf),
                    noSuchMessage());
}

Result<Message> SqlMessageStore::remove(MessageId id, Timestamp at)
{
    auto message = locate(id);
    if (!message || message->deletedAt)
        return message;
    const auto counter = countChange(m_connection, message->conversation);
    if (!counter)
        return counter.error();
    return required(Statement(m_connection, R"(
        UPDATE message SET body = '', media_url = '', media_thumbnail = '', media_size = 0,
                           mentions = NULL, deleted_at = ?, changed_seq = ?
        WHERE id = ?
        RETURNING )" LINNET_MESSAGE_COLUMNS(""))
                        .bind(at, counter->lastChange, id)
                        .one(messageOf),
                    noSuchMessage());
}

Result<Message> SqlMessageStore::locate(MessageId id)
{
    return required(Statement(m_connection, "SELECT " LINNET_MESSAGE_COLUMNS("") R"(
        FROM message WHERE id = ?)")
                        .bind(id)
                        .one(messageOf),
                    noSuchMessage());
}

} // namespace linnet
