// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/adminuserservice.h"
#include "server/services/admin/erasureservice.h"

namespace linnet::admin {

//! \brief Whose accounts are erased, and the receipts of that.
class AdminErasureApi
{
public:
    //! Both outlive the endpoints.
    AdminErasureApi(AdminUserService &users, ErasureService &erasures);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> request(Call call);
    QCoro::Task<Result<Answer>> cancel(Call call);
    QCoro::Task<Result<Answer>> show(Call call);

    AdminUserService &m_users;
    ErasureService &m_erasures;
};

} // namespace linnet::admin
