// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/dialects/cookie/cookieservices.h"
#include "server/dialects/shared/peoplelist.h"

namespace linnet::cookie {

//! \brief People, and messages to them: there are no chats but of two. Their history is asked for
//! where the mern dialect does.
class CookieChatApi
{
public:
    explicit CookieChatApi(const CookieServices &services)
        : m_services(services)
    {}

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> listEverybody(Call call);
    QCoro::Task<Result<Answer>> listOthers(Call call);
    QCoro::Task<Result<Answer>> listPeople(Call call, PeopleList::Self self);
    QCoro::Task<Result<Answer>> listPartners(Call call);
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> send(Call call);

    const CookieServices m_services;
};

} // namespace linnet::cookie
