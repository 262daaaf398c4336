// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/notification.h"
#include "common/domain/views.h"

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

//! \brief The shapes of the whispr dialect.
//!
//! \c origin is where the client reached the server: its pages show pictures by absolute URLs.
namespace linnet::whispr {

//! As others see them. \p friends are those that the reader may know of.
QJsonObject userObject(const User &user, const QString &origin,
                       const std::vector<UserId> &friends = {});
//! As they see themselves.
QJsonObject ownObject(const User &user, const QString &origin, const std::vector<UserId> &friends);

//! \brief Where something was said: in a group, if it has a title, or between two.
struct Place
{
    const QString &title;
    const std::vector<UserId> &members;
};

//! What a message is in every place; \p place tells whom it was for.
QJsonObject messageObject(const Message &message, const Place &place, const QString &origin);
//! As the history shows it; \p members are those of \p conversation.
QJsonObject messageRow(const MessageView &view, const Conversation &conversation,
                       const std::vector<MemberView> &members, const QString &origin);

//! As the list of \p viewer shows it.
QJsonObject chatObject(const ConversationDetails &details, UserId viewer, const QString &origin);

QJsonObject notificationObject(const NotificationView &view, const QString &origin);

//! \return the ids of \p members.
std::vector<UserId> idsOf(const std::vector<MemberView> &members);

} // namespace linnet::whispr
