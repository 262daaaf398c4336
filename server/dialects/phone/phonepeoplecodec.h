// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bus/event.h"

#include <QJsonObject>

//! \brief Friends, blocks, privacy and notifications in the phone dialect: camelCase, on REST and
//! in events.
namespace linnet::phone {

QLatin1String kindName(NotificationKind kind);

QJsonObject friendshipObject(const Friendship &friendship);
//! As a list shows it: with the other one as "user".
QJsonObject friendshipRow(const FriendshipView &view);

QJsonObject notificationObject(const NotificationView &view);

//! As friend:changed, group:members, block:changed and notification:read carry it.
QJsonObject friendEvent(const FriendshipChanged &changed);
QJsonObject membersEvent(const MembersChanged &changed);
QJsonObject blockEvent(const BlockChanged &changed);
QJsonObject readEvent(const NotificationsRead &read);

QJsonObject privacyObject(const Privacy &privacy);

} // namespace linnet::phone
