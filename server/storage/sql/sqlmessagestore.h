// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/messagestore.h"

namespace linnet {

class SqlConnection;

class SqlMessageStore : public MessageStore
{
public:
    explicit SqlMessageStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<AppendedMessage> append(const Message &draft) override;
    Result<Message> find(MessageId id, UserId viewer) override;
    Result<std::vector<MessageView>> list(const HistoryPage &page) override;
    Result<std::vector<MessageView>> listChanges(ConversationId conversation, UserId viewer,
                                                 qint64 change, int limit) override;
    Result<std::vector<MessageView>> listSince(UserId viewer, Timestamp time, int limit) override;
    Result<std::vector<SentMessage>> listReceived(const MessageRange &range,
                                                  UserId reader) override;
    Result<Message> edit(MessageId id, const QString &body, Timestamp at) override;
    Result<Message> remove(MessageId id, Timestamp at) override;

private:
    struct Place;
    Result<Place> nextPlace(const Message &draft);
    Result<bool> insert(const Message &message, qint64 fingerprint);
    Result<AppendedMessage> findSent(const Message &draft, const Error &missing);
    Result<> count(const Message &message, const Place &place);
    Result<Message> locate(MessageId id);

    SqlConnection &m_connection;
};

} // namespace linnet
