// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class SecondFactorService;
}

namespace linnet::phone {

//! \brief An authenticator app as a second factor of one's own sign-ins.
class PhoneSecondFactorApi
{
public:
    explicit PhoneSecondFactorApi(SecondFactorService &factors);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> enrol(Call call);
    QCoro::Task<Result<Answer>> confirm(Call call);
    QCoro::Task<Result<Answer>> renew(Call call);
    QCoro::Task<Result<Answer>> disable(Call call);

    SecondFactorService &m_factors;
};

} // namespace linnet::phone
