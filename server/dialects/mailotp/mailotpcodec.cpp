// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mailotp/mailotpcodec.h"

#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/pictures.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::mailotp {

namespace {

constexpr auto Version = "__v"_L1; //!< Clients of document databases expect one.

QJsonValue latestMessage(const std::optional<Message> &message)
{
    if (!message)
        return QJsonValue::Null;
    const bool isPicture = message->kind == MessageKind::Image;
    return QJsonObject{{"text"_L1, isPicture ? u"📷 Image"_s : message->body},
                       {"sender"_L1, message->sender.toString()}};
}

//! \return when \p message was read by the one it is for, as far as \p readings say.
QJsonValue seenAt(const Message &message, const std::vector<ReadingStep> &readings)
{
    const auto covers = [&message](const ReadingStep &each) {
        return each.reader != message.sender && each.after < message.seq;
    };
    const auto first =
        std::lower_bound(readings.begin(), readings.end(), message.seq,
                         [](const ReadingStep &each, qint64 seq) { return each.through < seq; });
    const auto found = std::find_if(first, readings.end(), covers);
    return found == readings.end() ? QJsonValue(QJsonValue::Null) : QJsonValue(toIso(found->at));
}

} // namespace

QJsonObject userObject(const User &user, Email email)
{
    QJsonObject object{
        {"_id"_L1, user.id.toString()},          {"id"_L1, user.id.toString()},
        {"name"_L1, user.displayName},           {"createdAt"_L1, toIso(user.createdAt)},
        {"updatedAt"_L1, toIso(user.updatedAt)}, {Version, 0},
    };
    if (email == Email::Shown)
        object["email"_L1] = user.email;
    return object;
}

QJsonObject messageObject(const Message &message, DeliveryStatus status, const QString &origin)
{
    const bool isPicture = message.kind == MessageKind::Image;
    QJsonObject object{
        {"_id"_L1, message.id.toString()},
        {"id"_L1, message.id.toString()},
        {"chatId"_L1, message.conversation.toString()},
        {"sender"_L1, message.sender.toString()},
        {"text"_L1, linkedText(message, origin)},
        {"messageType"_L1, isPicture ? "image"_L1 : "text"_L1},
        {"seen"_L1, status == DeliveryStatus::Read},
        {"seenAt"_L1, QJsonValue::Null}, // See historyRow().
        {"createdAt"_L1, toIso(message.createdAt)},
        {"updatedAt"_L1, toIso(message.editedAt.value_or(message.createdAt))},
        {Version, 0},
    };
    if (isPicture)
        object["image"_L1] = QJsonObject{{"url"_L1, absoluteUrl(origin, message.mediaUrl)},
                                         {"publicId"_L1, message.mediaUrl.section(u'/', -1)}};
    return object;
}

QJsonObject historyRow(const MessageView &view, const std::vector<ReadingStep> &readings,
                       const QString &origin)
{
    QJsonObject row = messageObject(view.message, view.status, origin);
    if (view.status == DeliveryStatus::Read)
        row["seenAt"_L1] = seenAt(view.message, readings);
    return row;
}

QJsonObject chatRow(const ConversationDetails &details, UserId viewer)
{
    const Conversation &conversation = details.view.conversation;
    const auto idOf = [](const MemberView &each) { return each.user.id.toString(); };
    const QJsonObject chat{
        {"_id"_L1, conversation.id.toString()},
        {"users"_L1, toArray(details.members, idOf)},
        {"latestMessage"_L1, latestMessage(details.view.lastMessage)},
        {"createdAt"_L1, toIso(conversation.createdAt)},
        {"updatedAt"_L1, toIso(conversation.updatedAt)},
        {Version, 0},
        {"unseenCount"_L1, details.view.unread},
    };
    return {{"user"_L1, partner(conversation, details.members, viewer)}, {"chat"_L1, chat}};
}

QJsonObject partner(const Conversation &conversation, const std::vector<MemberView> &members,
                    UserId viewer)
{
    if (conversation.kind == ConversationKind::Group)
        return {{"_id"_L1, conversation.id.toString()}, {"name"_L1, conversation.title}};
    const auto other =
        std::find_if(members.begin(), members.end(),
                     [viewer](const MemberView &each) { return each.user.id != viewer; });
    if (other == members.end())
        return {{"_id"_L1, QString()}, {"name"_L1, "Unknown User"_L1}};
    return userObject(other->user);
}

} // namespace linnet::mailotp
