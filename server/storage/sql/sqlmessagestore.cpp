// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmessagestore.h"

#include "server/storage/sql/conversationcounter.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/messagewindow.h"
#include "common/domain/notfound.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

std::optional<QString> storedClientId(const Message &draft)
{
    return draft.clientId.isEmpty() ? std::nullopt : std::optional(draft.clientId);
}

//! \return what tells another content under the same client id, also after an edit or a deletion.
qint64 fingerprintOf(const Message &draft)
{
    const auto replyTo = draft.replyTo.value_or(MessageId()).toString();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    // No text contains U+0000, so that the parts cannot run into each other.
    hash.addData(QByteArray::number(toCode(draft.kind)) + '\0' + replyTo.toLatin1() + '\0');
    hash.addData(draft.mediaUrl.toUtf8() + '\0');
    hash.addData(draft.body.toUtf8());
    return qFromBigEndian<qint64>(hash.result().constData());
}

Error clientIdReused()
{
    return {Error::Kind::Conflict, "client_id_reused"_L1,
            u"This client id was used for another message."_s};
}

Message messageOf(const SqlRow &row)
{
    return toMessage(row);
}

} // namespace

Result<AppendedMessage> SqlMessageStore::append(const Message &draft)
{
    const qint64 fingerprint = fingerprintOf(draft);
    const auto message = insert(draft, fingerprint);
    if (!message)
        return message.error();
    if (!*message)
        return findSent(draft, fingerprint);
    if (const auto counted = countMessage(**message); !counted)
        return counted.error();
    return AppendedMessage{**message, true};
}

//! \return nothing if the sender is not a member, or used the client id before.
Result<std::optional<Message>> SqlMessageStore::insert(const Message &draft, qint64 fingerprint)
{
    const auto place = [&draft](const SqlRow &row) {
        Message message = draft;
        message.seq = row.integer(0);
        message.changeSeq = row.integer(1);
        message.createdAt = row.time(2);
        return message;
    };
    // The only writer, so nobody takes the place between reading and counting it.
    return Statement(m_connection, R"(
        INSERT INTO message (id, conversation_id, seq, change_seq, sender_id, client_id, fingerprint,
                             kind, body, media_url, media_thumbnail, media_size, reply_to,
                             created_at)
        SELECT ?, c.id, c.last_seq + 1, c.last_change + 1, mb.user_id, ?, ?, ?, ?, ?, ?, ?, ?,
               CASE WHEN c.updated_at > ? THEN c.updated_at ELSE ? END
        FROM conversation c
        JOIN member mb ON mb.conversation_id = c.id
        WHERE c.id = ? AND mb.user_id = ? AND mb.left_seq IS NULL
        ON CONFLICT (conversation_id, sender_id, client_id) DO NOTHING
        RETURNING seq, change_seq, created_at)")
        .bind(draft.id, storedClientId(draft), fingerprint, toCode(draft.kind), draft.body,
              draft.mediaUrl, draft.mediaThumbnail, draft.mediaSize, draft.replyTo, draft.createdAt,
              draft.createdAt, draft.conversation, draft.sender)
        .one(place);
}

//! Takes the place \p message was given, and leaves no unread message to its sender.
Result<> SqlMessageStore::countMessage(const Message &message)
{
    const auto counted =
        Statement(m_connection, R"(
        UPDATE conversation SET last_seq = ?, last_change = ?, updated_at = ? WHERE id = ?)")
            .bind(message.seq, message.changeSeq, message.createdAt, message.conversation)
            .run();
    if (!counted)
        return counted.error();
    // Who has read all of the others' messages has read all: then the cursors can simply follow.
    const qint64 before = message.seq - 1;
    const auto followed = Statement(m_connection, R"(
        UPDATE member SET
            delivered_seq = CASE WHEN read_seq + own_unread = ? THEN ? ELSE delivered_seq END,
            read_seq = CASE WHEN read_seq + own_unread = ? THEN ? ELSE read_seq END,
            own_unread = CASE WHEN read_seq + own_unread = ? THEN 0 ELSE own_unread + 1 END
        WHERE conversation_id = ? AND user_id = ?)")
                              .bind(before, message.seq, before, message.seq, before,
                                    message.conversation, message.sender)
                              .run();
    if (!followed)
        return followed.error();
    return {};
}

Result<AppendedMessage> SqlMessageStore::findSent(const Message &draft, qint64 fingerprint)
{
    if (draft.clientId.isEmpty())
        return noSuchConversation();
    struct Sent
    {
        Message message;
        qint64 fingerprint = 0;
    };
    const auto sent = Statement(m_connection, "SELECT " LINNET_MESSAGE_COLUMNS("") R"(, fingerprint
        FROM message WHERE conversation_id = ? AND sender_id = ? AND client_id = ?)")
                          .bind(draft.conversation, draft.sender, draft.clientId)
                          .one([](const SqlRow &row) {
                              return Sent{toMessage(row), row.integer(MessageColumns)};
                          });
    if (!sent)
        return sent.error();
    if (!*sent)
        return noSuchConversation();
    if ((*sent)->fingerprint != fingerprint)
        return clientIdReused();
    return AppendedMessage{(*sent)->message, false};
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
    return Statement(m_connection,
                     "SELECT " LINNET_MESSAGE_COLUMNS("m.") ", " LINNET_USER_COLUMNS("a.") R"(
        FROM message m
        JOIN account a ON a.id = m.sender_id
        WHERE m.conversation_id = ? AND m.change_seq > ? AND m.seq > ? AND m.seq <= ?
        ORDER BY m.change_seq LIMIT ?)")
        .bind(conversation, change, window->after, window->through, limit)
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
                   (SELECT coalesce(min(o.read_seq), 0) FROM member o
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
        UPDATE message SET body = ?, edited_at = ?, change_seq = ? WHERE id = ?
        RETURNING )" LINNET_MESSAGE_COLUMNS(""))
                        .bind(body, at, counter->lastChange, id)
                        .one(messageOf),
                    noSuchMessage());
}

Result<Message> SqlMessageStore::remove(MessageId id, Timestamp at)
{
    const auto message = locate(id);
    if (!message || message->deletedAt)
        return message;
    const auto counter = countChange(m_connection, message->conversation);
    if (!counter)
        return counter.error();
    return required(Statement(m_connection, R"(
        UPDATE message SET body = '', media_url = '', media_thumbnail = '', media_size = 0,
                           deleted_at = ?, change_seq = ?
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
