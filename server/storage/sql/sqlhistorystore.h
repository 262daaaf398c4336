// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/historystore.h"

#include <optional>

namespace linnet {

class SqlConnection;

//! \brief Stores messages of the past at the times that they were written.
class SqlHistoryStore : public HistoryStore
{
public:
    explicit SqlHistoryStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<std::optional<Message>> find(ConversationId conversation, UserId sender,
                                        const QString &clientId) override;
    Result<std::vector<AppendedMessage>> append(ConversationId conversation,
                                                const std::vector<Message> &past) override;
    Result<> setCursors(ConversationId conversation, const PastCursors &cursors) override;
    Result<> setStay(ConversationId conversation, const PastStay &stay) override;
    Result<bool> addStar(UserId user, const Message &message, Timestamp at) override;
    Result<bool> addReading(ConversationId conversation, const ReadingStep &reading) override;

private:
    struct End;
    Result<End> findEnd(ConversationId conversation);
    Result<AppendedMessage> appendOne(const Message &past, End &end);
    Result<> moveEnd(ConversationId conversation, const End &end);
    Result<> markRead(ConversationId conversation, const End &end);

    SqlConnection &m_connection;
};

} // namespace linnet
