// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonepeoplecodec.h"

#include "server/dialects/phone/phonecodec.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

template <typename AnyId>
QJsonValue idOrNull(const std::optional<AnyId> &id)
{
    return id ? QJsonValue(id->toString()) : QJsonValue(QJsonValue::Null);
}

} // namespace

QLatin1String kindName(NotificationKind kind)
{
    switch (kind) {
    case NotificationKind::FriendRequest:
        return "friend_request"_L1;
    case NotificationKind::FriendAccepted:
        return "friend_accepted"_L1;
    case NotificationKind::FriendDeclined:
        return "friend_declined"_L1;
    case NotificationKind::AddedToGroup:
        return "added_to_group"_L1;
    case NotificationKind::Mention:
        return "mention"_L1;
    case NotificationKind::Message:
        return "message"_L1;
    case NotificationKind::SignIn:
        return "sign_in"_L1;
    case NotificationKind::Security:
        return "security"_L1;
    }
    Q_UNREACHABLE();
}

QJsonObject friendshipObject(const Friendship &friendship)
{
    return {
        {"id"_L1, friendship.id.toString()},
        {"from"_L1, friendship.from.toString()},
        {"to"_L1, friendship.to.toString()},
        {"state"_L1, nameOf(friendship.state)},
        {"createdAt"_L1, toIso(friendship.createdAt)},
        {"changedAt"_L1, toIso(friendship.changedAt)},
    };
}

QJsonObject friendshipRow(const FriendshipView &view)
{
    QJsonObject row = friendshipObject(view.friendship);
    row["user"_L1] = personObject(view.other);
    return row;
}

QJsonObject notificationObject(const NotificationView &view)
{
    const Notification &notification = view.notification;
    const QJsonValue nothing(QJsonValue::Null);
    return {
        {"id"_L1, notification.id.toString()},
        {"type"_L1, kindName(notification.kind)},
        {"actor"_L1, view.actor ? QJsonValue(personObject(*view.actor)) : nothing},
        {"friendRequestId"_L1, idOrNull(notification.friendship)},
        {"friendRequestState"_L1, view.friendship ? QJsonValue(nameOf(*view.friendship)) : nothing},
        {"conversationId"_L1, idOrNull(notification.conversation)},
        {"messageId"_L1, idOrNull(notification.message)},
        {"data"_L1, notification.data},
        {"read"_L1, notification.readAt.has_value()},
        {"createdAt"_L1, toIso(notification.createdAt)},
    };
}

QJsonObject friendEvent(const FriendshipChanged &changed)
{
    QJsonObject argument = friendshipObject(changed.friendship);
    argument["actor"_L1] = personObject(changed.actor);
    return argument;
}

QJsonObject membersEvent(const MembersChanged &changed)
{
    return {
        {"conversationId"_L1, changed.conversation.id.toString()},
        {"actor"_L1, personObject(changed.actor)},
        {"added"_L1, toArray(changed.added, personObject)},
        {"removed"_L1, toArray(changed.removed, personObject)},
        {"messageId"_L1, idOrNull(changed.message)},
    };
}

QJsonObject blockEvent(const BlockChanged &changed)
{
    return {{"userId"_L1, changed.blocked.toString()}, {"blocked"_L1, changed.isBlocked}};
}

QJsonObject readEvent(const NotificationsRead &read)
{
    return {
        {"ids"_L1, toArray(read.ids, [](NotificationId id) { return id.toString(); })},
        {"read"_L1, read.isRead},
        {"unread"_L1, read.unread},
    };
}

QJsonObject privacyObject(const Privacy &privacy)
{
    return {
        {"lastSeen"_L1, nameOf(privacy.lastSeen)},
        {"avatar"_L1, nameOf(privacy.avatar)},
        {"groups"_L1, nameOf(privacy.groups)},
        {"readReceipts"_L1, privacy.readReceipts},
    };
}

} // namespace linnet::phone
