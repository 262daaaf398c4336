// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/starstore.h"

namespace linnet {

class SqlConnection;

class SqlStarStore : public StarStore
{
public:
    explicit SqlStarStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<> add(UserId user, const Message &message, Timestamp at) override;
    Result<> remove(UserId user, const Message &message) override;
    Result<std::vector<MessageView>> list(const StarPage &page) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
