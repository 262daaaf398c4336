// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/adminuserservice.h"

namespace linnet::admin {

//! \brief Everybody's accounts: who there is.
class AdminUserApi
{
public:
    //! \p users outlives the endpoints.
    explicit AdminUserApi(AdminUserService &users);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> exportAll(Call call);
    QCoro::Task<Result<Answer>> count(Call call);
    QCoro::Task<Result<Answer>> show(Call call);

    //! \return which accounts are asked for, in which order and from where on.
    Result<AccountPageQuery> queryParam(const QJsonObject &params) const;

    AdminUserService &m_users;
};

} // namespace linnet::admin
