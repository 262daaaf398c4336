// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phoneevents.h"

#include "server/dialects/phone/phonecodec.h"
#include "server/dialects/phone/phonepeoplecodec.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

using Events = std::vector<SocketEvent>;

enum class Loss { Never, WhenSlow };

SocketEvent socketEvent(const char *name, const JsonText &argument, Loss loss = Loss::Never)
{
    return {name, argument.utf8, loss == Loss::WhenSlow};
}

SocketEvent socketEvent(const char *name, const QJsonObject &argument, Loss loss = Loss::Never)
{
    return socketEvent(name, toJsonText(argument), loss);
}

Events encodePayload(const MessageAdded &added)
{
    return {socketEvent("message:new", messageEvent(added.message, added.sender))};
}

//! The contract keeps message:new from the sender, whose other devices would count it as unread. A
//! name of its own reaches those that ask for it and is nothing to those that do not.
Events encodePayload(const MessageSent &sent)
{
    return {socketEvent("message:sent", sentEvent(sent.message, sent.sender))};
}

JsonText messageStatus(MessageId message, DeliveryStatus status)
{
    return JsonWriter().add("messageId"_L1, message).add("status"_L1, statusName(status)).finish();
}

SocketEvent bulkStatus(const StatusChanged &changed)
{
    return socketEvent("message:status_bulk",
                       {
                           {"conversationId"_L1, changed.conversation.toString()},
                           {"messageIds"_L1,
                            toArray(changed.messages, [](MessageId id) { return id.toString(); })},
                           {"status"_L1, statusName(changed.status)},
                           {"readAt"_L1, toIso(changed.at)},
                       });
}

//! "Read" is said twice: clients of one kind listen to the bulk event, others to the single one.
Events encodePayload(const StatusChanged &changed)
{
    Events events;
    if (changed.status == DeliveryStatus::Read)
        events.push_back(bulkStatus(changed));
    for (const MessageId message : changed.messages)
        events.push_back(socketEvent("message:status", messageStatus(message, changed.status)));
    return events;
}

Events encodePayload(const TypingChanged &changed)
{
    QJsonObject argument{
        {"userId"_L1, changed.user.toString()},
        {"conversationId"_L1, changed.conversation.toString()},
    };
    const char *verb = changed.isTyping ? "typing:start" : "typing:stop";
    SocketEvent plain = socketEvent(verb, argument, Loss::WhenSlow);
    argument["isTyping"_L1] = changed.isTyping;
    SocketEvent update = socketEvent("typing:update", argument, Loss::WhenSlow);
    // Clients that say which chats are open take it for being about one of these.
    update.reach = Reach::NotElsewhere;
    return {std::move(update), std::move(plain)};
}

Events encodePayload(const PresenceChanged &changed)
{
    const QJsonValue lastSeen = changed.lastSeen ? toIso(*changed.lastSeen) : QJsonValue();
    return {socketEvent("user:presence",
                        {
                            {"userId"_L1, changed.user.toString()},
                            {"status"_L1, changed.isOnline ? "online"_L1 : "offline"_L1},
                            {"lastSeen"_L1, lastSeen},
                        },
                        Loss::WhenSlow)};
}

//! This family goes by user:presence.
Events encodePayload(const OnlineListChanged &)
{
    return {};
}

Events encodePayload(const ConversationChanged &changed)
{
    const JsonText row = conversationRow(changed.conversation);
    return {socketEvent("conversation:updated", JsonWriter().add("conversation"_L1, row).finish())};
}

Events encodePayload(const ProfileChanged &)
{
    return {};
}

Events encodePayload(const SessionRevoked &)
{
    return {};
}

//! What the user is told of it is SignedInElsewhere.
Events encodePayload(const SessionOpened &)
{
    return {};
}

Events encodePayload(const SessionNews &)
{
    return {};
}

Events encodePayload(const SessionNewsMissed &)
{
    return {};
}

Events encodePayload(const MembersChanged &changed)
{
    return {socketEvent("group:members", membersEvent(changed))};
}

Events encodePayload(const SignedInElsewhere &signedIn)
{
    return {socketEvent("session:new", {{"session"_L1, sessionObject(signedIn.session)}})};
}

Events encodePayload(const FriendshipChanged &changed)
{
    return {socketEvent("friend:changed", friendEvent(changed))};
}

Events encodePayload(const BlockChanged &changed)
{
    return {socketEvent("block:changed", blockEvent(changed))};
}

Events encodePayload(const PrivacyChanged &changed)
{
    return {socketEvent("privacy:changed", {{"privacy"_L1, privacyObject(changed.now)}})};
}

Events encodePayload(const NotificationAdded &added)
{
    return {socketEvent("notification:new", notificationObject(added.view))};
}

Events encodePayload(const NotificationsRead &read)
{
    return {socketEvent("notification:read", readEvent(read))};
}

} // namespace

std::vector<SocketEvent> encode(const Event &event)
{
    return std::visit([](const auto &payload) { return encodePayload(payload); }, event.payload);
}

} // namespace linnet::phone
