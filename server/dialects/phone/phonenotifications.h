// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/notification/notificationservice.h"

namespace linnet::phone {

//! \brief What one was told, and whether one has read it.
class PhoneNotificationApi
{
public:
    explicit PhoneNotificationApi(NotificationService &notifications);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> countUnread(Call call);
    QCoro::Task<Result<Answer>> markRead(Call call);
    QCoro::Task<Result<Answer>> markUnread(Call call);
    QCoro::Task<Result<Answer>> mark(Call call, NotificationService::State state);

    NotificationService &m_notifications;
};

} // namespace linnet::phone
