// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/adminuserservice.h"
#include "server/services/admin/staffservice.h"

namespace linnet::admin {

//! \brief Who runs the server, and what they may do.
class AdminStaffApi
{
public:
    //! Both outlive the endpoints.
    AdminStaffApi(AdminUserService &users, StaffService &staff);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> me(Call call);
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> setRole(Call call);
    QCoro::Task<Result<Answer>> claim(Call call);

    AdminUserService &m_users;
    StaffService &m_staff;
};

} // namespace linnet::admin
