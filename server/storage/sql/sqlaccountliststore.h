// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/accountliststore.h"

namespace linnet {

class SqlConnection;

class SqlAccountListStore : public AccountListStore
{
public:
    explicit SqlAccountListStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<AccountView> find(UserId user) override;
    Result<std::vector<AccountView>> list(const AccountListQuery &query) override;
    Result<qint64> count(const Filter &filter, Timestamp now) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
