// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/blockstore.h"

namespace linnet {

class SqlConnection;

class SqlBlockStore : public BlockStore
{
public:
    explicit SqlBlockStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<bool> add(UserId blocker, UserId blocked, Timestamp at) override;
    Result<bool> remove(UserId blocker, UserId blocked) override;
    Result<BlocksBetween> findBetween(UserId one, UserId other) override;
    Result<std::vector<User>> list(UserId blocker) override;
    Result<int> count(UserId blocker) override;
    Result<std::vector<UserId>> listEither(UserId user) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
