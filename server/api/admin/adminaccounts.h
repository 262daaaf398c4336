// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/adminaccountservice.h"
#include "server/services/admin/adminuserservice.h"

namespace linnet::admin {

//! \brief Making accounts, and changing who they are.
class AdminAccountApi
{
public:
    //! Both outlive the endpoints.
    AdminAccountApi(AdminUserService &users, AdminAccountService &accounts);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> create(Call call);
    QCoro::Task<Result<Answer>> edit(Call call);
    QCoro::Task<Result<Answer>> verifyEmail(Call call);

    AdminUserService &m_users;
    AdminAccountService &m_accounts;
};

} // namespace linnet::admin
