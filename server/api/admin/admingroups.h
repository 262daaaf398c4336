// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/admingroupservice.h"
#include "server/services/admin/adminuserservice.h"

namespace linnet::admin {

//! \brief Everybody's groups.
class AdminGroupApi
{
public:
    //! Both outlive the endpoints.
    AdminGroupApi(AdminUserService &users, AdminGroupService &groups);

    QList<Endpoint> endpoints();

private:
    QList<Endpoint> readers();
    QList<Endpoint> writers();

    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> exportAll(Call call);
    QCoro::Task<Result<Answer>> count(Call call);
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> members(Call call);
    QCoro::Task<Result<Answer>> rename(Call call);
    QCoro::Task<Result<Answer>> freeze(Call call);
    QCoro::Task<Result<Answer>> unfreeze(Call call);
    QCoro::Task<Result<Answer>> setWriting(Call call, AdminGroupService::Writing writing);
    QCoro::Task<Result<Answer>> setRole(Call call);
    QCoro::Task<Result<Answer>> transfer(Call call);
    QCoro::Task<Result<Answer>> dissolve(Call call);
    Result<ListQuery> queryParam(const QJsonObject &params) const;

    AdminUserService &m_users;
    AdminGroupService &m_groups;
};

} // namespace linnet::admin
