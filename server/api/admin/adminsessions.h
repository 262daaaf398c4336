// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/adminsessionservice.h"

namespace linnet::admin {

//! \brief Everybody's sessions.
class AdminSessionApi
{
public:
    //! \p sessions outlives the endpoints.
    explicit AdminSessionApi(AdminSessionService &sessions);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> exportAll(Call call);
    QCoro::Task<Result<Answer>> count(Call call);
    QCoro::Task<Result<Answer>> revoke(Call call);

    Result<SessionRequest> requestParam(const QJsonObject &params) const;
    Result<Filter> filterParam(const QJsonObject &params) const;

    AdminSessionService &m_sessions;
};

} // namespace linnet::admin
