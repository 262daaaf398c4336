// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/mailotp/mailotpdialect.h"

namespace linnet::mailotp {

//! \brief Signing in with a mailed code, and who there is.
class MailOtpPeopleApi
{
public:
    explicit MailOtpPeopleApi(const MailOtpServices &services)
        : m_services(services)
    {}

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> requestCode(Call call);
    QCoro::Task<Result<Answer>> verifyCode(Call call);
    QCoro::Task<Result<Answer>> me(Call call);
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> rename(Call call);

    const MailOtpServices m_services;
};

} // namespace linnet::mailotp
