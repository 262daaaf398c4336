// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprevents.h"

#include "common/protocol/jsontext.h"
#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/memberlines.h"
#include "server/dialects/whispr/whisprcodec.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::whispr {

namespace {

using Events = std::vector<SocketEvent>;

QByteArray textOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

SocketEvent inRoom(const char *name, const QJsonObject &argument)
{
    return {name, textOf(argument), false, Reach::InRoom};
}

//! What a line says of members coming and going, their event says where the chat is open.
template <typename Said>
Events newMessage(const Said &said, const QString &origin)
{
    if (said.message.membership)
        return {};
    const auto &users = said.members ? *said.members : std::vector<UserId>();
    return {inRoom("newMessage", messageObject(said.message, {said.title, users}, origin))};
}

//! \brief Shapes what happened, one kind at a time.
struct Encoder
{
    TypingShape typing;
    const QString &origin;

    //! Who has the chat open gets the message, and everybody else a line for the list.
    Events operator()(const MessageAdded &added) const
    {
        const Message &message = added.message;
        const QJsonObject line{{"chatId"_L1, message.conversation.toString()},
                               {"content"_L1, message.body}};
        Events events = newMessage(added, origin);
        events.push_back({"addToChats", textOf(line), false, Reach::Unwatched});
        return events;
    }

    //! The sender's own pages wait for it: they know it by its tempId.
    Events operator()(const MessageSent &sent) const { return newMessage(sent, origin); }

    Events operator()(const StatusChanged &changed) const
    {
        QJsonObject argument{
            {"chatId"_L1, changed.conversation.toString()},
            {"receiverId"_L1, changed.by.toString()},
            {"messageIds"_L1,
             toArray(changed.messages, [](MessageId id) { return id.toString(); })},
        };
        if (changed.status != DeliveryStatus::Read)
            return {inRoom("messagesDelivered", argument)};
        argument["seenBy"_L1] = changed.by.toString();
        return {inRoom("messagesSeen", argument)};
    }

    Events operator()(const TypingChanged &changed) const
    {
        const QByteArray who = textOf({{"chatId"_L1, changed.conversation.toString()},
                                       {"userId"_L1, changed.user.toString()}});
        if (!changed.isTyping)
            return {{"stopTyping", who, true, Reach::InRoom}};
        const bool isSentence = typing == TypingShape::Sentence;
        return {{"userTyping", isSentence ? QByteArray("\"User is typing\"") : who, true,
                 Reach::InRoom}};
    }

    //! Under both of its names: one generation reads an array, the other a text of one.
    Events operator()(const OnlineListChanged &changed) const
    {
        const QJsonArray users =
            toArray(changed.users, [](UserId user) { return user.toString(); });
        const QByteArray array = QJsonDocument(users).toJson(QJsonDocument::Compact);
        return {{"getOnlineUsers", array, true, Reach::Everybody},
                {"onlineUsers", quoteJson(array), true, Reach::Everybody}};
    }

    Events operator()(const MembersChanged &changed) const { return memberEvents(changed, origin); }

    Events operator()(const PresenceChanged &) const { return {}; }
    Events operator()(const ConversationChanged &) const { return {}; }
    Events operator()(const ProfileChanged &) const { return {}; }
    Events operator()(const SessionRevoked &) const { return {}; }
    Events operator()(const SessionOpened &) const { return {}; }
    Events operator()(const SessionNews &) const { return {}; }
    Events operator()(const SessionNewsMissed &) const { return {}; }
    Events operator()(const SignedInElsewhere &) const { return {}; }
    Events operator()(const FriendshipChanged &) const { return {}; }
    Events operator()(const BlockChanged &) const { return {}; }
    Events operator()(const PrivacyChanged &) const { return {}; }
    Events operator()(const NotificationAdded &) const { return {}; }
    Events operator()(const NotificationsRead &) const { return {}; }
};

} // namespace

std::vector<SocketEvent> encode(const Event &event, TypingShape typing, const QString &origin)
{
    return std::visit(Encoder{typing, origin}, event.payload);
}

} // namespace linnet::whispr
