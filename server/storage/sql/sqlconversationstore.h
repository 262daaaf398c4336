// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/conversationstore.h"

namespace linnet {

class SqlConnection;

class SqlConversationStore : public ConversationStore
{
public:
    explicit SqlConversationStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<Conversation> find(ConversationId id, UserId viewer) override;
    Result<Conversation> locate(ConversationId id) override;
    Result<> setClosed(ConversationId id, std::optional<Timestamp> at) override;
    Result<std::optional<Conversation>> findDirect(UserId one, UserId other) override;
    Result<Conversation> addDirect(const Conversation &conversation, UserId other) override;
    Result<> addGroup(const Conversation &group, const std::vector<UserId> &others) override;
    Result<Conversation> update(const Conversation &conversation) override;
    Result<std::vector<ConversationView>> list(UserId user, std::optional<ConversationCursor> after,
                                               int limit, Hidden hidden) override;

private:
    Result<bool> insert(const Conversation &conversation, const std::optional<QString> &directKey);
    Result<> insertMember(const Conversation &conversation, UserId user, Role role);

    SqlConnection &m_connection;
};

} // namespace linnet
