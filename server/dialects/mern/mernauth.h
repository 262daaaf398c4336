// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/dialects/mern/mernservices.h"
#include "server/services/identity/signin.h"

namespace linnet::mern {

//! \brief Making an account, signing in with a password, and staying signed in.
//!
//! Sign-in is where clients of the cookie dialect come, too: it answers with what both read.
class MernAuthApi
{
public:
    explicit MernAuthApi(const MernServices &services)
        : m_services(services)
    {}

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> signUp(Call call);
    QCoro::Task<Result<Answer>> signIn(Call call);
    QCoro::Task<Result<Answer>> refresh(Call call);
    QCoro::Task<Result<Answer>> showSelf(Call call);
    QCoro::Task<> keepAvatar(Call call);

    const MernServices m_services;
};

} // namespace linnet::mern
