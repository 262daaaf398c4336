// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/passwordstore.h"

namespace linnet {

class SqlConnection;

class SqlPasswordStore : public PasswordStore
{
public:
    explicit SqlPasswordStore(SqlConnection &connection);

    Result<PasswordRecord> find(UserId user) override;
    Result<> put(const PasswordRecord &record) override;
    Result<> remove(UserId user) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
