// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/adminuserservice.h"
#include "server/services/admin/personexportservice.h"
#include "server/services/admin/serverexportservice.h"

namespace linnet::admin {

//! \brief What the server has of one person, as a zip, and all that it has, as lines.
class AdminExportApi
{
public:
    //! All outlive the endpoints.
    AdminExportApi(AdminUserService &users, PersonExportService &exports,
                   ServerExportService &serverExports);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> begin(Call call);
    QCoro::Task<Result<Answer>> beginMetadata(Call call);
    QCoro::Task<Result<Answer>> beginContent(Call call);
    QCoro::Task<Result<Answer>> beginAll(Call call, ServerExport::Extent extent);

    AdminUserService &m_users;
    PersonExportService &m_exports;
    ServerExportService &m_serverExports;
};

} // namespace linnet::admin
