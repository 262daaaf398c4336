// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/people/privacyservice.h"

namespace linnet::phone {

//! \brief What one shows of oneself, and to whom.
class PhonePrivacyApi
{
public:
    explicit PhonePrivacyApi(PrivacyService &privacy);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> change(Call call);

    PrivacyService &m_privacy;
};

} // namespace linnet::phone
