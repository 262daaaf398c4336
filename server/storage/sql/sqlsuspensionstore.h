// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/suspensionstore.h"

namespace linnet {

class SqlConnection;

class SqlSuspensionStore : public SuspensionStore
{
public:
    explicit SqlSuspensionStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<std::optional<Suspension>> find(UserId user) override;
    Result<std::vector<SuspendedAccount>> list(Timestamp now) override;
    Result<> put(UserId user, const Suspension &suspension) override;
    Result<> remove(UserId user) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
