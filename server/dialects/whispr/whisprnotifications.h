// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class NotificationService;
}

namespace linnet::whispr {

//! \brief What a user was told, and that they have read it.
class WhisprNotificationApi
{
public:
    explicit WhisprNotificationApi(NotificationService &notifications);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> countUnread(Call call);
    QCoro::Task<Result<Answer>> listOf(Call call);
    QCoro::Task<Result<Answer>> markRead(Call call);
    QCoro::Task<Result<Answer>> markOne(Call call);

    NotificationService &m_notifications;
};

} // namespace linnet::whispr
