// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/otppolicyservice.h"

namespace linnet::admin {

//! \brief The rules of one-time codes, and what they are worth against somebody who guesses.
class AdminOtpPolicyApi
{
public:
    //! \p policies outlives the endpoints.
    explicit AdminOtpPolicyApi(OtpPolicyService &policies);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> change(Call call);

    OtpPolicyService &m_policies;
};

} // namespace linnet::admin
