// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/messagestore.h"

namespace linnet {

class SqlConnection;

//! \brief Messages, in a table ordered by id.
//!
//! Measured against one ordered by conversation and place (WITHOUT ROWID): an insert takes a fifth
//! less time, a page of fifty 0.2 ms instead of 0.1 ms. The first is what there is more of.
class SqlMessageStore : public MessageStore
{
public:
    explicit SqlMessageStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<AppendedMessage> append(const Message &draft, const QByteArray &file = {}) override;
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
    Result<AppendedMessage> findSent(const Message &draft, qint64 fingerprint,
                                     const Error &missing);
    Result<> count(const Message &message, const Place &place);
    Result<Message> locate(MessageId id);
    Result<Timestamp> timeFor(const Message &draft, const Place &place);
    Result<Timestamp> newest(Timestamp now);

    SqlConnection &m_connection;
    std::optional<Timestamp> m_newest; //!< Of all messages; nothing: not asked yet.
};

} // namespace linnet
