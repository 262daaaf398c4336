// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/mergedshapes.h"

#include "common/core/clock.h"
#include "server/dialects/shared/pictures.h"

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! What is not there is left out: clients ask whether it is.
void insertFile(QJsonObject &object, const Message &message, const QString &origin)
{
    if (message.mediaUrl.isEmpty())
        return;
    const QString url = absoluteUrl(origin, message.mediaUrl);
    if (message.kind == MessageKind::Image)
        object["image"_L1] = url;
    object["file_url"_L1] = url;
}

} // namespace

QJsonObject mergedSender(const User &sender, const QString &origin)
{
    const QString picture = absoluteUrl(origin, sender.avatarUrl);
    return {
        {"_id"_L1, sender.id.toString()},   {"id"_L1, sender.id.toString()},
        {"name"_L1, sender.displayName},    {"fullName"_L1, sender.displayName},
        {"username"_L1, shownName(sender)}, {"avatar"_L1, picture},
        {"profilePic"_L1, picture},         {"pic"_L1, picture},
    };
}

QLatin1String pageStatusName(DeliveryStatus status)
{
    switch (status) {
    case DeliveryStatus::Sent:
        return "sent"_L1;
    case DeliveryStatus::Delivered:
        return "delivered"_L1;
    case DeliveryStatus::Read:
        return "seen"_L1;
    }
    Q_UNREACHABLE();
}

QString shownName(const User &user)
{
    return user.username.isEmpty() ? user.displayName : user.username;
}

std::optional<QString> otherName(const std::optional<QString> &name, const User &user)
{
    return name == shownName(user) ? std::nullopt : name;
}

QJsonObject mergedUser(const User &user, const QString &origin)
{
    const QString picture = absoluteUrl(origin, user.avatarUrl);
    return {
        {"_id"_L1, user.id.toString()},
        {"id"_L1, user.id.toString()},
        {"fullName"_L1, user.displayName},
        {"name"_L1, user.displayName},
        {"username"_L1, shownName(user)},
        {"email"_L1, user.email},
        {"isVerified"_L1, user.isEmailVerified},
        {"profilePic"_L1, picture},
        {"avatar"_L1, picture},
        {"pic"_L1, picture},
        {"isAdmin"_L1, false},
        {"bio"_L1, user.bio},
        {"status"_L1, user.statusText},
        {"createdAt"_L1, toIso(user.createdAt)},
        {"updatedAt"_L1, toIso(user.updatedAt)},
        {"__v"_L1, 0},
    };
}

QJsonObject mergedMessage(const Message &message, const User &sender, UserId receiver,
                          const QString &origin)
{
    const QString id = message.id.toString();
    const QString chat = message.conversation.toString();
    const QString text = linkedText(message, origin);
    QJsonObject object{
        {"_id"_L1, id},
        {"id"_L1, id},
        {"tempId"_L1, message.clientId.isEmpty() ? id : message.clientId},
        {"chatId"_L1, chat},
        {"chat"_L1, chat},
        {"sender"_L1, mergedSender(sender, origin)},
        {"senderId"_L1, message.sender.toString()},
        {"text"_L1, text},
        {"content"_L1, text},
        {"messageType"_L1, message.kind == MessageKind::Image ? "image"_L1 : "text"_L1},
        {"status"_L1, pageStatusName(DeliveryStatus::Sent)},
        {"seen"_L1, false},
        {"createdAt"_L1, toIso(message.createdAt)},
        {"updatedAt"_L1, toIso(message.editedAt.value_or(message.createdAt))},
        {"__v"_L1, 0},
    };
    if (!receiver.isNull())
        object["receiverId"_L1] = receiver.toString();
    if (message.replyTo)
        object["replyTo"_L1] = message.replyTo->toString();
    insertFile(object, message, origin);
    return object;
}

QJsonObject mergedMessage(const MessageView &view, UserId receiver, const QString &origin)
{
    QJsonObject object = mergedMessage(view.message, view.sender, receiver, origin);
    object["status"_L1] = pageStatusName(view.status);
    object["seen"_L1] = view.status == DeliveryStatus::Read;
    return object;
}

UserId receiverOf(UserId sender, const std::vector<UserId> &members, const QString &title)
{
    if (!title.isEmpty() || members.size() != 2)
        return {};
    return members.front() == sender ? members.back() : members.front();
}

} // namespace linnet
