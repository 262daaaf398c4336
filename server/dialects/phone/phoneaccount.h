// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class AuthService;
class OneTimeCodeService;
class SignUpService;
class StepUpService;
} // namespace linnet

namespace linnet::phone {

//! \brief Signing up and in by e-mail address or user name, and the second factor.
class PhoneAccountApi
{
public:
    PhoneAccountApi(AuthService &auth, SignUpService &signUps, OneTimeCodeService &codes,
                    StepUpService &stepUps);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> signUp(Call call);
    QCoro::Task<Result<Answer>> signIn(Call call);
    QCoro::Task<Result<Answer>> requestCode(Call call);
    QCoro::Task<Result<Answer>> verifyCode(Call call);
    QCoro::Task<Result<Answer>> stepUp(Call call);

    AuthService &m_auth;
    SignUpService &m_signUps;
    OneTimeCodeService &m_codes;
    StepUpService &m_stepUps;
};

} // namespace linnet::phone
