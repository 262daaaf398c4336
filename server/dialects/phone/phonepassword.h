// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class EmailVerificationService;
class PasswordChangeService;
} // namespace linnet

namespace linnet::phone {

//! \brief Choosing a new password, and proving an e-mail address.
class PhonePasswordApi
{
public:
    PhonePasswordApi(PasswordChangeService &passwords, EmailVerificationService &verification);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> change(Call call);
    QCoro::Task<Result<Answer>> requestReset(Call call);
    QCoro::Task<Result<Answer>> reset(Call call);
    QCoro::Task<Result<Answer>> changeEmail(Call call);
    QCoro::Task<Result<Answer>> sendLink(Call call);
    QCoro::Task<Result<Answer>> verifyEmail(Call call);

    PasswordChangeService &m_passwords;
    EmailVerificationService &m_verification;
};

} // namespace linnet::phone
