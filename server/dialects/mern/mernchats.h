// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/dialects/mern/mernservices.h"

namespace linnet::mern {

//! \brief The list of chats, and opening direct and group ones.
class MernChatApi
{
public:
    explicit MernChatApi(const MernServices &services)
        : m_services(services)
    {}

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> open(Call call);
    QCoro::Task<Result<Answer>> openDirect(Call call, UserId other);
    QCoro::Task<Result<Answer>> openGroup(Call call);

    const MernServices m_services;
};

} // namespace linnet::mern
