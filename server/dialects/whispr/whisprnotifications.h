// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class NotificationService;
struct NotificationQuery;
struct NotificationView;
} // namespace linnet

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

    //! \return all that pages can show, newest first.
    QCoro::Task<Result<std::vector<NotificationView>>> collect(UserId user);
    //! \return how many of those are unread.
    QCoro::Task<Result<qint64>> countListed(UserId user);

    NotificationService &m_notifications;
};

} // namespace linnet::whispr
