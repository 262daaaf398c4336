// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/otplockoutservice.h"

namespace linnet::admin {

//! \brief Who gets no one-time codes for a while.
class AdminOtpLockoutApi
{
public:
    //! \p lockouts outlives the endpoints.
    explicit AdminOtpLockoutApi(OtpLockoutService &lockouts);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> unlock(Call call);

    OtpLockoutService &m_lockouts;
};

} // namespace linnet::admin
