// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprcodec.h"

#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/memberlines.h"
#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/notificationshape.h"
#include "server/dialects/shared/pictures.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::whispr {

namespace {

QJsonArray idArray(const std::vector<UserId> &users)
{
    return toArray(users, [](UserId user) { return user.toString(); });
}

//! The family's pages know pictures and "file" for all else.
QLatin1String fileType(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Image:
        return "image"_L1;
    case MessageKind::Video:
        return "video"_L1;
    case MessageKind::Audio:
        return "audio"_L1;
    case MessageKind::Document:
    case MessageKind::Text:
    case MessageKind::System:
        return "file"_L1;
    }
    Q_UNREACHABLE();
}

//! A private message has one receiver and one of a group several; clients read either name.
void insertReceivers(QJsonObject &object, UserId sender, const Place &place)
{
    const UserId receiver = receiverOf(sender, place.members, place.title);
    if (!receiver.isNull())
        object["receiverId"_L1] = receiver.toString();
    std::vector<UserId> others = place.members;
    std::erase(others, sender);
    object["receivers"_L1] = idArray(others);
}

QJsonValue adminId(const std::vector<MemberView> &members)
{
    const auto admin = std::find_if(members.begin(), members.end(), [](const MemberView &each) {
        return each.member.role == Role::Admin;
    });
    return admin == members.end() ? QJsonValue(QJsonValue::Null) : admin->user.id.toString();
}

//! \return the other one of a private chat, or all others of a group.
QJsonValue otherUsers(const ConversationDetails &details, UserId viewer, const QString &origin)
{
    if (details.view.other)
        return userObject(*details.view.other, origin);
    QJsonArray others;
    for (const MemberView &each : details.members) {
        if (each.user.id != viewer)
            others.append(userObject(each.user, origin));
    }
    return others;
}

//! \return the picture of the first of \p users; empty if they are no member any more.
QString avatarOfFirst(const std::vector<UserId> &users, const std::vector<MemberView> &members,
                      const QString &origin)
{
    const auto first = std::find_if(members.begin(), members.end(), [&users](const auto &each) {
        return !users.empty() && each.user.id == users.front();
    });
    return first == members.end() ? QString() : absoluteUrl(origin, first->user.avatarUrl);
}

} // namespace

QJsonObject userObject(const User &user, const QString &origin, const std::vector<UserId> &friends)
{
    return {
        {"_id"_L1, user.id.toString()},
        {"id"_L1, user.id.toString()},
        {"username"_L1, shownName(user)},
        {"bio"_L1, user.bio},
        {"avatar"_L1, absoluteUrl(origin, user.avatarUrl)},
        {"friends"_L1, idArray(friends)},
        {"createdAt"_L1, toIso(user.createdAt)},
        {"updatedAt"_L1, toIso(user.updatedAt)},
        {"__v"_L1, 0},
    };
}

QJsonObject ownObject(const User &user, const QString &origin, const std::vector<UserId> &friends)
{
    QJsonObject object = userObject(user, origin, friends);
    object["email"_L1] = user.email;
    object["isVerified"_L1] = user.isEmailVerified;
    return object;
}

QJsonObject messageObject(const Message &message, const Place &place, const QString &origin)
{
    const QString id = message.id.toString();
    const bool isSystem = message.kind == MessageKind::System;
    QJsonObject object{
        {"_id"_L1, id},
        {"id"_L1, id},
        {"tempId"_L1, message.clientId.isEmpty() ? id : message.clientId},
        {"chatId"_L1, message.conversation.toString()},
        {"content"_L1, message.body},
        {"senderId"_L1, message.sender.toString()},
        {"messageType"_L1, isSystem ? "system"_L1 : "text"_L1},
        {"status"_L1, pageStatusName(DeliveryStatus::Sent)},
        {"createdAt"_L1, toIso(message.createdAt)},
    };
    insertReceivers(object, message.sender, place);
    insertMembership(object, message, {});
    if (!message.mediaUrl.isEmpty()) {
        object["file"_L1] = absoluteUrl(origin, message.mediaUrl);
        object["fileType"_L1] = fileType(message.kind);
        object["fileSize"_L1] = message.mediaSize;
    }
    return object;
}

QJsonObject messageRow(const MessageView &view, const Conversation &conversation,
                       const std::vector<MemberView> &members, const QString &origin)
{
    const Message &message = view.message;
    QJsonObject row = messageObject(message, {conversation.title, idsOf(members)}, origin);
    insertMembership(row, message, avatarOfFirst(message.mentions, members, origin));
    row["status"_L1] = pageStatusName(view.status);
    row["updatedAt"_L1] = toIso(message.editedAt.value_or(message.createdAt));
    row["__v"_L1] = 0;
    return row;
}

QJsonObject chatObject(const ConversationDetails &details, UserId viewer, const QString &origin)
{
    const Conversation &conversation = details.view.conversation;
    const bool isGroup = conversation.kind == ConversationKind::Group;
    const auto &last = details.view.lastMessage;
    QJsonObject chat{
        {"_id"_L1, conversation.id.toString()},
        {"id"_L1, conversation.id.toString()},
        {"type"_L1, isGroup ? "group"_L1 : "private"_L1},
        {"participants"_L1, idArray(idsOf(details.members))},
        {"bio"_L1, conversation.bio},
        {"lastMessage"_L1, last ? last->body : QString()},
        {"otherUsers"_L1, otherUsers(details, viewer, origin)},
        {"unreadMessages"_L1, isGroup ? QJsonValue(QJsonValue::Null) : details.view.unread},
        {"createdAt"_L1, toIso(conversation.createdAt)},
        {"updatedAt"_L1, qint64(conversation.updatedAt.time_since_epoch().count())},
        {"__v"_L1, 0},
    };
    if (isGroup) {
        chat["groupName"_L1] = conversation.title;
        chat["adminId"_L1] = adminId(details.members);
    }
    return chat;
}

QJsonObject notificationObject(const NotificationView &view, const QString &origin)
{
    const QJsonValue nobody(QJsonValue::Null);
    return notificationShape(view, view.actor ? userObject(*view.actor, origin) : nobody);
}

std::vector<UserId> idsOf(const std::vector<MemberView> &members)
{
    std::vector<UserId> ids;
    ids.reserve(members.size());
    for (const MemberView &each : members)
        ids.push_back(each.user.id);
    return ids;
}

} // namespace linnet::whispr
