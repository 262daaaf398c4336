// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/mailotp/mailotpdialect.h"
#include "server/dialects/shared/openchatapi.h"

namespace linnet::mailotp {

//! \brief What the mailotp family says over its sockets: where it looks, and that it types.
class MailOtpLiveApi
{
public:
    explicit MailOtpLiveApi(const MailOtpServices &services);

    QList<Endpoint> endpoints();

private:
    OpenChatApi m_openChat;
};

} // namespace linnet::mailotp
