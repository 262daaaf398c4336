// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/adminuserservice.h"
#include "server/services/admin/personexportservice.h"

namespace linnet::admin {

//! \brief What the server has of one person, as a zip.
class AdminExportApi
{
public:
    //! Both outlive the endpoints.
    AdminExportApi(AdminUserService &users, PersonExportService &exports);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> begin(Call call);

    AdminUserService &m_users;
    PersonExportService &m_exports;
};

} // namespace linnet::admin
