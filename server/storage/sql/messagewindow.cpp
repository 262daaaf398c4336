// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/messagewindow.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

DeliveryStatus statusAt(qint64 seq, qint64 delivered, qint64 read)
{
    if (seq <= read)
        return DeliveryStatus::Read;
    return seq <= delivered ? DeliveryStatus::Delivered : DeliveryStatus::Sent;
}

//! Halves a range of places until its ends are neighbours: of the lower one \p early is true, of
//! the higher one not. A place without a message was swept away, so it is early.
// clang-format off
#define LINNET_HALVING(early) \
    "WITH RECURSIVE search (low, high) AS (" \
    "    SELECT ?, ?" \
    "    UNION ALL" \
    "    SELECT CASE WHEN " early " THEN (low + high) / 2 ELSE low END," \
    "           CASE WHEN " early " THEN high ELSE (low + high) / 2 END" \
    "    FROM search" \
    "    LEFT JOIN message m ON m.conversation_id = ? AND m.seq = (low + high) / 2" \
    "    WHERE high - low > 1)" \
    " SELECT high FROM search WHERE high - low <= 1"
// clang-format on

//! \return the higher end of what \p search, a LINNET_HALVING of \p window, comes to.
Result<qint64> halve(Statement &search, const MessageWindow &window)
{
    const auto found = search.one([](const SqlRow &row) { return row.integer(0); });
    if (!found)
        return found.error();
    return found->value_or(window.after + 1);
}

} // namespace

Result<MessageWindow> findWindow(SqlConnection &connection, ConversationId conversation,
                                 UserId viewer)
{
    const auto toWindow = [&](const SqlRow &row) {
        return MessageWindow{conversation,
                             viewer,
                             row.integer(0),
                             row.integer(1),
                             {row.integer(2), row.integer(3), row.integer(4), row.integer(5)}};
    };
    return required(Statement(connection, R"(
        SELECT mb.joined_seq, coalesce(mb.left_seq, c.last_seq), mb.delivered_seq, mb.read_seq,
               coalesce(min(o.delivered_seq), 0), coalesce(min(o.shown_read_seq), 0)
        FROM member mb
        JOIN conversation c ON c.id = mb.conversation_id
        LEFT JOIN member o
            ON o.conversation_id = c.id AND o.user_id <> mb.user_id AND o.left_seq IS NULL
        WHERE mb.conversation_id = ? AND mb.user_id = ?
        GROUP BY mb.joined_seq, mb.left_seq, c.last_seq, mb.delivered_seq, mb.read_seq)")
                        .bind(conversation, viewer)
                        .one(toWindow),
                    noSuchConversation());
}

Result<qint64> firstNotBefore(SqlConnection &connection, const MessageWindow &window,
                              Timestamp time)
{
    return halve(Statement(connection, LINNET_HALVING("coalesce(m.created_at, 0) < ?"))
                     .bind(window.after, window.through + 1, time, time, window.conversation),
                 window);
}

Result<qint64> firstAfterChange(SqlConnection &connection, const MessageWindow &window,
                                qint64 change)
{
    return halve(Statement(connection, LINNET_HALVING("coalesce(m.change_seq, 0) <= ?"))
                     .bind(window.after, window.through + 1, change, change, window.conversation),
                 window);
}

MessageView toMessageView(const SqlRow &row, UserId viewer, const ReceiptView &receipts)
{
    MessageView view{toMessage(row), toUser(row, MessageColumns)};
    const qint64 seq = view.message.seq;
    view.status = view.message.sender == viewer
        ? statusAt(seq, receipts.othersDelivered, receipts.othersRead)
        : statusAt(seq, receipts.ownDelivered, receipts.ownRead);
    return view;
}

} // namespace linnet
