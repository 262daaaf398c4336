// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/adminuserservice.h"
#include "server/services/admin/suspensionservice.h"

namespace linnet::admin {

//! \brief Who may not use the server.
class AdminSuspensionApi
{
public:
    //! Both outlive the endpoints.
    AdminSuspensionApi(AdminUserService &users, SuspensionService &suspensions);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> suspend(Call call);
    QCoro::Task<Result<Answer>> reactivate(Call call);

    AdminUserService &m_users;
    SuspensionService &m_suspensions;
};

} // namespace linnet::admin
