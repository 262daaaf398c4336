// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/sessionliststore.h"

namespace linnet {

class SqlConnection;

class SqlSessionListStore : public SessionListStore
{
public:
    explicit SqlSessionListStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<std::vector<SessionView>> list(const SessionListQuery &query) override;
    Result<qint64> count(const SessionListQuery &query) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
