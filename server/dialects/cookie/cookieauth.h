// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/dialects/cookie/cookieservices.h"

namespace linnet::cookie {

//! \brief Accounts of clients that keep their token in a cookie. They sign in where the mern
//! dialect does.
class CookieAuthApi
{
public:
    explicit CookieAuthApi(const CookieServices &services)
        : m_services(services)
    {}

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> signUp(Call call);
    QCoro::Task<Result<Answer>> signOut(Call call);
    QCoro::Task<Result<Answer>> check(Call call);
    QCoro::Task<Result<Answer>> validate(Call call);
    QCoro::Task<Result<Answer>> changePicture(Call call);

    const CookieServices m_services;
};

} // namespace linnet::cookie
