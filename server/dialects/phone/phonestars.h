// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/chat/starservice.h"

namespace linnet::phone {

//! \brief Messages that somebody keeps a star at.
class PhoneStarApi
{
public:
    //! \p stars outlives the endpoints.
    explicit PhoneStarApi(StarService &stars);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> set(Call call);
    QCoro::Task<Result<Answer>> remove(Call call);
    QCoro::Task<Result<Answer>> mark(Call call, StarService::Star star);

    StarService &m_stars;
};

} // namespace linnet::phone
