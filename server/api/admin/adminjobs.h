// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/adminjobservice.h"

namespace linnet::admin {

//! \brief What the server does after its commits.
class AdminJobApi
{
public:
    //! \p jobs outlives the endpoints.
    explicit AdminJobApi(AdminJobService &jobs);

    QList<Endpoint> endpoints();

private:
    using Deed = QCoro::Task<Result<qint64>> (AdminJobService::*)(Actor, Filter, Timestamp);

    QList<Endpoint> readers();
    QList<Endpoint> writers();

    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> exportAll(Call call);
    QCoro::Task<Result<Answer>> count(Call call);
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> retry(Call call);
    QCoro::Task<Result<Answer>> discard(Call call);
    QCoro::Task<Result<Answer>> act(Call call, Deed deed);

    Result<Filter> filterParam(const QJsonObject &params) const;
    Result<JobListQuery> queryParam(const QJsonObject &params) const;

    AdminJobService &m_jobs;
};

} // namespace linnet::admin
