// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/notification.h"

#include <limits>
#include <vector>

namespace linnet {

//! \brief Which page of a user's notifications.
struct NotificationPage
{
    enum class Which { All, Unread };

    UserId user;
    Which which = Which::All;
    NotificationId before{std::numeric_limits<qint64>::max()};
    int limit = 50;
};

//! \brief Which notifications of a user are to be read, or unread again.
struct NotificationMark
{
    UserId user;
    std::optional<std::vector<NotificationId>> ids; //!< Nothing: all of them.
    std::optional<Timestamp> readAt; //!< Nothing: unread.
};

//! \brief Somebody who has not been told of what is unread to them.
struct Unaware
{
    UserId user;
    qint64 unread = 0; //!< Messages of others.
};

class NotificationStore
{
public:
    virtual ~NotificationStore() = default;

    virtual Result<> add(const Notification &notification) = 0;

    //! \return NotFound unless it is for \p user.
    virtual Result<Notification> find(NotificationId id, UserId user) = 0;

    //! \return those of \p among who have not read everything in \p conversation, have not muted
    //! it, and have no unread notification that says so.
    virtual Result<std::vector<Unaware>> listUnaware(ConversationId conversation,
                                                     const std::vector<UserId> &among,
                                                     Timestamp now) = 0;

    //! \return those that told \p user of messages in \p conversation and were unread so far.
    virtual Result<std::vector<NotificationId>> markRead(UserId user, ConversationId conversation,
                                                         Timestamp at) = 0;

    //! \return a page, newest first. An unread one that tells of messages says how many there are
    //! and which is the newest: as that stands now, so that nothing is written for each of them.
    virtual Result<std::vector<NotificationView>> list(const NotificationPage &page) = 0;

    virtual Result<qint64> countUnread(UserId user, NotificationScope scope) = 0;

    //! \return those that changed. What is not the user's is left out.
    virtual Result<std::vector<NotificationId>> mark(const NotificationMark &mark) = 0;

    //! \return those of \p user that are about \p friendship.
    virtual Result<std::vector<NotificationId>> listAbout(UserId user, FriendshipId friendship) = 0;
    virtual Result<> removeAbout(UserId user, FriendshipId friendship) = 0;

    //! Once there are more than \p most of a user's, removes what is more than \p kept: read ones
    //! first, the oldest first. That takes a look at all of them, so let it be seldom.
    virtual Result<> prune(UserId user, int most, int kept) = 0;
};

} // namespace linnet
