// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/notificationshape.h"

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! A request's type says what became of it; what they have no word for is news like a message.
QLatin1String typeName(const NotificationView &view)
{
    switch (view.notification.kind) {
    case NotificationKind::FriendRequest:
        if (view.friendship == FriendshipState::Accepted)
            return "Accepted"_L1;
        return view.friendship == FriendshipState::Pending ? "Pending"_L1 : "Declined"_L1;
    case NotificationKind::FriendAccepted:
        return "Accepted"_L1;
    case NotificationKind::FriendDeclined:
        return "Declined"_L1;
    case NotificationKind::AddedToGroup:
    case NotificationKind::Mention:
    case NotificationKind::Message:
    case NotificationKind::SignIn:
    case NotificationKind::Security:
        return "Message"_L1;
    }
    Q_UNREACHABLE();
}

} // namespace

QJsonObject notificationShape(const NotificationView &view, const QJsonValue &from)
{
    const Notification &notification = view.notification;
    return {
        {"_id"_L1, notification.id.toString()},
        {"id"_L1, notification.id.toString()},
        {"from"_L1, from},
        {"to"_L1, notification.user.toString()},
        {"type"_L1, typeName(view)},
        {"read"_L1, notification.readAt.has_value()},
        {"createdAt"_L1, toIso(notification.createdAt)},
        {"updatedAt"_L1, toIso(notification.readAt.value_or(notification.createdAt))},
        {"__v"_L1, 0},
    };
}

} // namespace linnet
