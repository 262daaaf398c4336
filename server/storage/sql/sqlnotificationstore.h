// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/notificationstore.h"

namespace linnet {

class SqlConnection;

class SqlNotificationStore : public NotificationStore
{
public:
    explicit SqlNotificationStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<> add(const Notification &notification) override;
    Result<Notification> find(NotificationId id, UserId user) override;
    Result<std::vector<Unaware>> listUnaware(ConversationId conversation,
                                             const std::vector<UserId> &among,
                                             Timestamp now) override;
    Result<std::vector<NotificationId>> markRead(UserId user, ConversationId conversation,
                                                 Timestamp at) override;
    Result<std::vector<NotificationView>> list(const NotificationPage &page) override;
    Result<qint64> countUnread(UserId user, NotificationScope scope) override;
    Result<std::vector<NotificationId>> mark(const NotificationMark &mark) override;
    Result<std::vector<NotificationId>> listAbout(UserId user, FriendshipId friendship) override;
    Result<> removeAbout(UserId user, FriendshipId friendship) override;
    Result<> prune(UserId user, int most, int kept) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
