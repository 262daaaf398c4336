// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class AuthService;
class OneTimeCodeService;
class SessionService;
} // namespace linnet

namespace linnet::phone {

//! \brief Signing in with a phone number and a one-time code.
class PhoneAuthApi
{
public:
    enum class Mode { Production, Development };

    //! \param mode in development, clients are told that the code is not really sent.
    PhoneAuthApi(AuthService &auth, OneTimeCodeService &codes, SessionService &sessions, Mode mode);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> requestCode(Call call);
    QCoro::Task<Result<Answer>> verifyCode(Call call);
    QCoro::Task<Result<Answer>> refresh(Call call);
    QCoro::Task<Result<Answer>> signOut(Call call);

    AuthService &m_auth;
    OneTimeCodeService &m_codes;
    SessionService &m_sessions;
    const Mode m_mode;
};

} // namespace linnet::phone
