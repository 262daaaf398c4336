// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/otpattemptservice.h"

namespace linnet::admin {

//! \brief What became of one-time codes.
class AdminOtpAttemptApi
{
public:
    //! \p attempts outlives the endpoints.
    explicit AdminOtpAttemptApi(OtpAttemptService &attempts);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> exportAll(Call call);
    QCoro::Task<Result<Answer>> count(Call call);
    QCoro::Task<Result<Answer>> delivery(Call call);

    Result<Filter> filterParam(const QJsonObject &params) const;
    Result<CodeAttemptQuery> queryParam(const QJsonObject &params) const;

    OtpAttemptService &m_attempts;
};

} // namespace linnet::admin
