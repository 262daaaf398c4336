// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/mailotp/mailotpdialect.h"

namespace linnet::mailotp {

//! \brief What the mailotp family says over its sockets: where it looks, and that it types.
class MailOtpLiveApi
{
public:
    explicit MailOtpLiveApi(const MailOtpServices &services)
        : m_services(services)
    {}

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> join(Call call);
    QCoro::Task<Result<Answer>> leave(Call call);
    QCoro::Task<Result<Answer>> startTyping(Call call);
    QCoro::Task<Result<Answer>> stopTyping(Call call);

    const MailOtpServices m_services;
};

} // namespace linnet::mailotp
