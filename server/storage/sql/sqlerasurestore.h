// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/erasurestore.h"

namespace linnet {

class SqlConnection;

class SqlErasureStore : public ErasureStore
{
public:
    explicit SqlErasureStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<std::optional<Erasure>> find(UserId user) override;
    Result<std::vector<Erasure>> list() override;
    Result<> put(const Erasure &erasure) override;
    Result<> remove(UserId user) override;
    Result<QJsonObject> eraseIdentity(UserId user, Timestamp at) override;
    Result<int> eraseEvidence(UserId user) override;
    Result<std::vector<MessageId>> listMessages(UserId user, int limit) override;
    Result<std::vector<Message>> listLines(UserId user, MessageId after, int limit) override;

private:
    Result<qint64> countIdentifiers(UserId user);
    Result<> clearAccount(UserId user, Timestamp at);

    SqlConnection &m_connection;
};

} // namespace linnet
