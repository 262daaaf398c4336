// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/adminuserservice.h"
#include "server/services/admin/mergeservice.h"

namespace linnet::admin {

//! \brief Making one account of two, and how far that is.
class AdminMergeApi
{
public:
    //! Both outlive the endpoints.
    AdminMergeApi(AdminUserService &users, MergeService &merges);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> merge(Call call);
    QCoro::Task<Result<Answer>> find(Call call);

    AdminUserService &m_users;
    MergeService &m_merges;
};

} // namespace linnet::admin
