// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/dialects/mern/mernservices.h"
#include "server/dialects/shared/openchatapi.h"

namespace linnet::mern {

//! \brief What the mern family says over its sockets, under the names of all its generations.
class MernLiveApi
{
public:
    explicit MernLiveApi(const MernServices &services);

    QList<Endpoint> endpoints();

private:
    static QCoro::Task<Result<Answer>> hear(Call call);
    QCoro::Task<Result<Answer>> enter(Call call);

    ReceiptService &m_receipts;
    OpenChatApi m_openChat;
};

} // namespace linnet::mern
