// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/bus/event.h"
#include "server/services/notification/notificationcontext.h"

#include <vector>

namespace linnet {

struct Stores;

//! \brief Adds notifications within the transaction of what they are about.
class NotificationWriter
{
public:
    static constexpr int MostKept = 600; //!< Of each user.
    static constexpr int KeptOfMore = 500; //!< The oldest read ones go first.

    explicit NotificationWriter(NotificationContext context)
        : m_context(context)
    {}

    //! Stores \p draft, of which id and time are given here. \return what to announce().
    Result<NotificationView> add(Stores &stores, Notification draft,
                                 std::optional<User> actor = {}) const;

    //! Tells whom it is for; to be called after the commit.
    void announce(const NotificationView &view) const;

    //! Marks what \p user was told of \p friendship. \return what to announce(), if anything.
    Result<std::optional<NotificationsRead>> markRead(Stores &stores, UserId user,
                                                      FriendshipId friendship) const;
    //! Removes what \p user was told of \p friendship, which is not to be answered any more.
    //! \return what was unread of it, to announce() as read.
    Result<std::optional<NotificationsRead>> remove(Stores &stores, UserId user,
                                                    FriendshipId friendship) const;
    //! Marks what \p user was told of messages in \p conversation. \return as above.
    Result<std::optional<NotificationsRead>> markRead(Stores &stores, UserId user,
                                                      ConversationId conversation) const;
    void announce(UserId user, const NotificationsRead &read) const;

private:
    static Result<std::optional<NotificationsRead>> toNews(
        Stores &stores, UserId user, const Result<std::vector<NotificationId>> &marked);

    const NotificationContext m_context;
};

} // namespace linnet
