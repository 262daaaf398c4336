// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/auditservice.h"

namespace linnet::admin {

//! \brief What those who run the server did.
class AdminAuditApi
{
public:
    //! \p audit outlives the endpoints.
    explicit AdminAuditApi(AuditService &audit);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> count(Call call);
    QCoro::Task<Result<Answer>> exportAll(Call call);
    QCoro::Task<Result<Answer>> verify(Call call);

    Result<Filter> filterParam(const QJsonObject &params) const;

    AuditService &m_audit;
};

} // namespace linnet::admin
