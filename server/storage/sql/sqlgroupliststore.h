// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/groupliststore.h"

namespace linnet {

class SqlConnection;

class SqlGroupListStore : public GroupListStore
{
public:
    explicit SqlGroupListStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<GroupView> find(ConversationId group) override;
    Result<std::vector<GroupView>> list(const ListQuery &query) override;
    Result<qint64> count(const Filter &filter) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
