// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mailotp/mailotpevents.h"

#include "server/dialects/mailotp/mailotpcodec.h"
#include "server/dialects/shared/jsonarray.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::mailotp {

namespace {

using Events = std::vector<SocketEvent>;

const auto idText = [](auto id) { return id.toString(); };

QByteArray textOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Events newMessage(const Message &message, const QString &origin)
{
    return {{"newMessage", textOf(messageObject(message, DeliveryStatus::Sent, origin))}};
}

Events encodePayload(const MessageAdded &added, const QString &origin)
{
    return newMessage(added.message, origin);
}

//! The sender's sockets hear it as well: the one that sent it knows it by its id.
Events encodePayload(const MessageSent &sent, const QString &origin)
{
    return newMessage(sent.message, origin);
}

Events encodePayload(const StatusChanged &changed, const QString &)
{
    if (changed.status != DeliveryStatus::Read)
        return {};
    return {{"messagesSeen",
             textOf({{"chatId"_L1, changed.conversation.toString()},
                     {"seenBy"_L1, changed.by.toString()},
                     {"messageIds"_L1, toArray(changed.messages, idText)}})}};
}

Events encodePayload(const TypingChanged &changed, const QString &)
{
    return {{changed.isTyping ? "userTyping" : "userStoppedTyping",
             textOf({{"userId"_L1, changed.user.toString()},
                     {"chatId"_L1, changed.conversation.toString()}}),
             true, Reach::InRoom}};
}

Events encodePayload(const OnlineListChanged &changed, const QString &)
{
    const QJsonArray users = toArray(changed.users, idText);
    return {{"getOnlineUser", QJsonDocument(users).toJson(QJsonDocument::Compact), true}};
}

//! The family knows no event for these.
Events encodePayload(const PresenceChanged &, const QString &)
{
    return {};
}

Events encodePayload(const ConversationChanged &, const QString &)
{
    return {};
}

Events encodePayload(const ProfileChanged &, const QString &)
{
    return {};
}

Events encodePayload(const SessionRevoked &, const QString &)
{
    return {};
}

Events encodePayload(const SessionOpened &, const QString &)
{
    return {};
}

Events encodePayload(const SessionNews &, const QString &)
{
    return {};
}

Events encodePayload(const SessionNewsMissed &, const QString &)
{
    return {};
}

Events encodePayload(const MembersChanged &, const QString &)
{
    return {};
}

Events encodePayload(const SignedInElsewhere &, const QString &)
{
    return {};
}

Events encodePayload(const FriendshipChanged &, const QString &)
{
    return {};
}

Events encodePayload(const BlockChanged &, const QString &)
{
    return {};
}

Events encodePayload(const PrivacyChanged &, const QString &)
{
    return {};
}

Events encodePayload(const NotificationAdded &, const QString &)
{
    return {};
}

Events encodePayload(const NotificationsRead &, const QString &)
{
    return {};
}

} // namespace

std::vector<SocketEvent> encode(const Event &event, const QString &origin)
{
    return std::visit([&origin](const auto &payload) { return encodePayload(payload, origin); },
                      event.payload);
}

} // namespace linnet::mailotp
