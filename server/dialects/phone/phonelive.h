// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/dialects/phone/phonedialect.h"
#include "server/dialects/shared/openchatapi.h"

namespace linnet::phone {

//! \brief What the phone family says over its sockets.
class PhoneLiveApi
{
public:
    explicit PhoneLiveApi(const PhoneServices &services);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> send(Call call);
    QCoro::Task<Result<Answer>> markDelivered(Call call);
    QCoro::Task<Result<Answer>> markRead(Call call);
    QCoro::Task<Result<Answer>> sync(Call call);
    QCoro::Task<Result<Answer>> leave(Call call);

    const PhoneServices m_services;
    OpenChatApi m_openChat;
};

} // namespace linnet::phone
