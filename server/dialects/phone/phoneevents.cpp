// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phoneevents.h"

#include "server/dialects/phone/phonecodec.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

using Events = std::vector<SocketEvent>;

enum class Loss { Never, WhenSlow };

SocketEvent socketEvent(const char *name, const QJsonObject &argument, Loss loss = Loss::Never)
{
    return {name, QJsonDocument(argument).toJson(QJsonDocument::Compact), loss == Loss::WhenSlow};
}

Events encodePayload(const MessageAdded &added)
{
    return {socketEvent("message:new", messageEvent(added.message, added.sender))};
}

//! The contract keeps message:new from the sender, whose other devices would count it as unread. A
//! name of its own reaches those that ask for it and is nothing to those that do not.
Events encodePayload(const MessageSent &sent)
{
    QJsonObject argument = messageEvent(sent.message, sent.sender);
    if (!sent.message.clientId.isEmpty())
        argument["clientMessageId"_L1] = sent.message.clientId;
    return {socketEvent("message:sent", argument)};
}

QJsonObject messageStatus(MessageId message, DeliveryStatus status)
{
    return {{"messageId"_L1, message.toString()}, {"status"_L1, statusName(status)}};
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
    return {socketEvent("typing:update", argument, Loss::WhenSlow), std::move(plain)};
}

Events encodePayload(const PresenceChanged &changed)
{
    return {socketEvent("user:presence",
                        {
                            {"userId"_L1, changed.user.toString()},
                            {"status"_L1, changed.isOnline ? "online"_L1 : "offline"_L1},
                            {"lastSeen"_L1, toIso(changed.lastSeen)},
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
    return {socketEvent("conversation:updated",
                        {{"conversation"_L1, conversationRow(changed.conversation)}})};
}

Events encodePayload(const ProfileChanged &)
{
    return {};
}

Events encodePayload(const SessionRevoked &)
{
    return {};
}

} // namespace

std::vector<SocketEvent> encode(const Event &event)
{
    return std::visit([](const auto &payload) { return encodePayload(payload); }, event.payload);
}

} // namespace linnet::phone
