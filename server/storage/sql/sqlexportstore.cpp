// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlexportstore.h"

#include "server/storage/sql/mediarow.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"

namespace linnet {

Result<std::vector<Conversation>> SqlExportStore::listConversations(ConversationId after, int limit)
{
    return Statement(m_connection, "SELECT " LINNET_CONVERSATION_COLUMNS("") R"(
        FROM conversation WHERE id > ? ORDER BY id LIMIT ?)")
        .bind(after, limit)
        .fetch([](const SqlRow &row) { return toConversation(row); });
}

Result<std::vector<Member>> SqlExportStore::listMembers(ConversationId conversation, UserId after,
                                                        int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MEMBER_COLUMNS("") R"(
        FROM member WHERE conversation_id = ? AND user_id > ? ORDER BY user_id LIMIT ?)")
        .bind(conversation, after, limit)
        .fetch([](const SqlRow &row) { return toMember(row); });
}

Result<std::vector<Message>> SqlExportStore::listMessages(ConversationId conversation, qint64 after,
                                                          int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MESSAGE_COLUMNS("") R"(
        FROM message WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?)")
        .bind(conversation, after, limit)
        .fetch([](const SqlRow &row) { return toMessage(row); });
}

Result<std::vector<Media>> SqlExportStore::listFiles(MediaId after, int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MEDIA_COLUMNS("") R"(
        FROM media WHERE id > ? ORDER BY id LIMIT ?)")
        .bind(after, limit)
        .fetch(toMedia);
}

} // namespace linnet
