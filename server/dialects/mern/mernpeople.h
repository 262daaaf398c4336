// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/dialects/mern/mernservices.h"

namespace linnet::mern {

//! \brief Profiles: one's own to change, others' to see.
class MernPeopleApi
{
public:
    explicit MernPeopleApi(const MernServices &services)
        : m_services(services)
    {}

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> search(Call call);
    QCoro::Task<Result<Answer>> change(Call call);
    QCoro::Task<Result<Answer>> changeStatus(Call call);

    const MernServices m_services;
};

} // namespace linnet::mern
