// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/mailchoicestore.h"

namespace linnet {

class SqlConnection;

class SqlMailChoiceStore : public MailChoiceStore
{
public:
    explicit SqlMailChoiceStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<MailChoice> find(UserId user) override;
    Result<> put(UserId user, const MailChoice &choice) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
