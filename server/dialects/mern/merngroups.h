// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/dialects/mern/mernservices.h"

namespace linnet::mern {

//! \brief Groups as the oldest generation of clients changes them, one person at a time.
class MernGroupApi
{
public:
    explicit MernGroupApi(const MernServices &services)
        : m_services(services)
    {}

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> create(Call call);
    QCoro::Task<Result<Answer>> rename(Call call);
    QCoro::Task<Result<Answer>> add(Call call);
    QCoro::Task<Result<Answer>> remove(Call call);
    QCoro::Task<Result<Answer>> show(Call call, ConversationId group);

    const MernServices m_services;
};

} // namespace linnet::mern
