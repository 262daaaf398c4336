// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/adminreportservice.h"
#include "server/services/admin/adminuserservice.h"

namespace linnet::admin {

//! \brief What people reported.
class AdminReportApi
{
public:
    //! Both outlive the endpoints.
    AdminReportApi(AdminUserService &users, AdminReportService &reports);

    QList<Endpoint> endpoints();

private:
    QList<Endpoint> readers();
    QList<Endpoint> writers();

    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> exportAll(Call call);
    QCoro::Task<Result<Answer>> count(Call call);
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> assign(Call call);
    QCoro::Task<Result<Answer>> resolve(Call call);
    QCoro::Task<Result<Answer>> dismiss(Call call);
    QCoro::Task<Result<Answer>> settle(Call call, Report::State state);
    QCoro::Task<Result<Answer>> reopen(Call call);
    QCoro::Task<Result<Answer>> note(Call call);

    Result<ReportPageQuery> queryParam(const QJsonObject &params) const;

    AdminUserService &m_users;
    AdminReportService &m_reports;
};

} // namespace linnet::admin
