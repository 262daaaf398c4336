// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/adminuserservice.h"
#include "server/services/admin/otpsupportservice.h"

namespace linnet::admin {

//! \brief Where one-time codes do not arrive: one to try it, and one to tell.
class AdminOtpSupportApi
{
public:
    //! Both outlive the endpoints.
    AdminOtpSupportApi(AdminUserService &users, OtpSupportService &support);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> breakGlass(Call call);
    QCoro::Task<Result<Answer>> testSend(Call call);

    AdminUserService &m_users;
    OtpSupportService &m_support;
};

} // namespace linnet::admin
