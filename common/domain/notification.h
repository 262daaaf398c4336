// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/friendship.h"

#include <QJsonObject>

#include <optional>

namespace linnet {

enum class NotificationKind {
    FriendRequest,
    FriendAccepted,
    FriendDeclined,
    AddedToGroup,
    Mention,
    Message, //!< Somebody wrote while the user was away.
    SignIn, //!< The account was signed in to on another device.
    Security,
};

//! In Notification::data of messages that came while the user was away: how many are unread.
inline constexpr QLatin1String MessageCountKey{"count"};

//! \brief Which of a user's notifications count.
enum class NotificationScope {
    All,
    OfSomebody, //!< Only those that have an actor.
};

//! \brief Something a user is to know of, kept until they have read it. Clients put it into words.
struct Notification
{
    NotificationId id;
    UserId user; //!< Whom it is for.
    NotificationKind kind = NotificationKind::Message;
    std::optional<UserId> actor; //!< Who did it.
    std::optional<FriendshipId> friendship;
    std::optional<ConversationId> conversation;
    std::optional<MessageId> message;
    QJsonObject data; //!< What has no id, e.g. the name of a device.
    Timestamp createdAt{};
    std::optional<Timestamp> readAt;
};

//! \brief A notification, and what it is about as that stands now.
struct NotificationView
{
    Notification notification;
    std::optional<User> actor;
    std::optional<FriendshipState> friendship; //!< Whether a request still waits for an answer.
};

} // namespace linnet
