// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/friendstore.h"

namespace linnet {

class SqlConnection;

class SqlFriendStore : public FriendStore
{
public:
    explicit SqlFriendStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<Friendship> find(FriendshipId id) override;
    Result<std::optional<Friendship>> findBetween(UserId one, UserId other) override;
    Result<> put(const Friendship &friendship) override;
    Result<std::vector<FriendshipView>> list(const FriendPage &page) override;
    Result<std::vector<UserId>> listFriends(UserId user) override;
    Result<int> countOutgoing(UserId user) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
