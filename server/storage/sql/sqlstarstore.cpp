// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlstarstore.h"

#include "server/storage/sql/messagewindow.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"

namespace linnet {

Result<> SqlStarStore::add(UserId user, const Message &message, Timestamp at)
{
    return done(Statement(m_connection, R"(
        INSERT INTO star (user_id, conversation_id, message_id, created_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (user_id, conversation_id, message_id) DO NOTHING)")
                    .bind(user, message.conversation, message.id, at)
                    .run());
}

Result<> SqlStarStore::remove(UserId user, const Message &message)
{
    return done(Statement(m_connection, R"(
        DELETE FROM star WHERE user_id = ? AND conversation_id = ? AND message_id = ?)")
                    .bind(user, message.conversation, message.id)
                    .run());
}

Result<std::vector<MessageView>> SqlStarStore::list(const StarPage &page)
{
    const auto window = findWindow(m_connection, page.conversation, page.user);
    if (!window)
        return window.error();
    return Statement(m_connection,
                     "SELECT " LINNET_MESSAGE_COLUMNS("m.") ", " LINNET_USER_COLUMNS("a.") R"(
        FROM star s
        JOIN message m ON m.id = s.message_id
        JOIN account a ON a.id = m.sender_id
        WHERE s.user_id = ? AND s.conversation_id = ? AND s.message_id < ?
          AND m.seq > ? AND m.seq <= ? AND m.deleted_at IS NULL
        ORDER BY s.message_id DESC LIMIT ?)")
        .bind(page.user, page.conversation, page.before, window->after, window->through, page.limit)
        .fetch([&window](const SqlRow &row) {
            return toMessageView(row, window->viewer, window->receipts);
        });
}

} // namespace linnet
