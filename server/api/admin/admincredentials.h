// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/admincredentialservice.h"
#include "server/services/admin/adminuserservice.h"

namespace linnet::admin {

//! \brief Helping people to sign in.
class AdminCredentialApi
{
public:
    //! Both outlive the endpoints.
    AdminCredentialApi(AdminUserService &users, AdminCredentialService &credentials);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> resetPassword(Call call);
    QCoro::Task<Result<Answer>> resetSecondFactor(Call call);
    QCoro::Task<Result<Answer>> invite(Call call);

    AdminUserService &m_users;
    AdminCredentialService &m_credentials;
};

} // namespace linnet::admin
