// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "server/api/endpoint.h"

namespace linnet {
class AuthService;
class EmailVerificationService;
class MediaService;
class OneTimeCodeService;
class PasswordChangeService;
class PeopleService;
class SignUpService;
struct SignIn;
} // namespace linnet

namespace linnet::whispr {

//! \brief What accounts are made and proven with. All of it outlives the API.
struct WhisprAuthServices
{
    AuthService &auth;
    OneTimeCodeService &codes;
    SignUpService &signUps;
    EmailVerificationService &verifications;
    PasswordChangeService &passwordChanges;
    PeopleService &people;
    MediaService &media;
};

//! \brief Signing up, and in: with a password and then with a code that comes by mail.
//!
//! Three generations of clients keep their tokens in three ways, so each gets all of them: in the
//! body, in a cookie that scripts may read, and in one that they may not.
class WhisprAuthApi
{
public:
    //! \param verifyPage what mailed links open: a path on this server, or a page elsewhere.
    WhisprAuthApi(const WhisprAuthServices &services, QString verifyPage)
        : m_services(services)
        , m_verifyPage(std::move(verifyPage))
    {}

    void setVerifyPage(QString page) { m_verifyPage.replace(std::move(page)); }

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> signUp(Call call);
    QCoro::Task<Result<Answer>> beginSignIn(Call call);
    QCoro::Task<Result<Answer>> completeSignIn(Call call);
    QCoro::Task<Result<Answer>> resendCode(Call call);
    QCoro::Task<Result<Answer>> verifyEmail(Call call);
    QCoro::Task<Result<Answer>> refresh(Call call);
    QCoro::Task<Result<Answer>> replacePassword(Call call);
    static QCoro::Task<Result<Answer>> refuseGoogle(Call call);

    QCoro::Task<> welcome(Call call);

    const WhisprAuthServices m_services;
    Live<QString> m_verifyPage;
};

} // namespace linnet::whispr
