// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/mailotp/mailotpdialect.h"

namespace linnet::mailotp {

//! \brief Chats and what is said in them, over HTTP.
class MailOtpChatApi
{
public:
    explicit MailOtpChatApi(const MailOtpServices &services)
        : m_services(services)
    {}

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> open(Call call);
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> send(Call call);
    QCoro::Task<Result<Answer>> history(Call call);

    const MailOtpServices m_services;
};

} // namespace linnet::mailotp
