// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/signingkeyservice.h"

namespace linnet::admin {

//! \brief The keys that access tokens are signed with.
class AdminKeyApi
{
public:
    //! \p keys outlives the endpoints.
    explicit AdminKeyApi(SigningKeyService &keys);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> rotate(Call call);

    SigningKeyService &m_keys;
};

} // namespace linnet::admin
