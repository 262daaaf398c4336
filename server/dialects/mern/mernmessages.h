// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/dialects/mern/mernservices.h"
#include "server/services/chat/draft.h"

namespace linnet::mern {

//! \brief Messages over HTTP. Their history is asked for by clients of the cookie dialect, too, who
//! name the person that a direct chat is with.
class MernMessageApi
{
public:
    explicit MernMessageApi(const MernServices &services)
        : m_services(services)
    {}

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> send(Call call);
    QCoro::Task<Result<Answer>> history(Call call);
    QCoro::Task<Result<Draft>> draftOf(Call call);

    const MernServices m_services;
};

} // namespace linnet::mern
