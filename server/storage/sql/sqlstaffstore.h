// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/staffstore.h"

namespace linnet {

class SqlConnection;

class SqlStaffStore : public StaffStore
{
public:
    explicit SqlStaffStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<std::vector<StaffMember>> list() override;
    Result<StaffRole> roleOf(UserId user) override;
    Result<> setRole(UserId user, StaffRole role) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
