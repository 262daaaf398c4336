// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/mernevents.h"

#include "common/protocol/jsontext.h"
#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/memberlines.h"
#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/notificationshape.h"
#include "server/dialects/shared/pictures.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::mern {

namespace {

using Events = std::vector<SocketEvent>;

QByteArray textOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonArray idArray(const std::vector<UserId> &users)
{
    return toArray(users, [](UserId user) { return user.toString(); });
}

//! \brief Shapes what happened, one kind at a time.
struct Encoder
{
    const QString &origin;

    Events operator()(const MessageAdded &added) const
    {
        const Message &message = added.message;
        const QJsonObject line{{"chatId"_L1, message.conversation.toString()},
                               {"content"_L1, linkedText(message, origin)}};
        Events events = newMessage(added);
        events.push_back(messageWithChat(added));
        events.push_back({"addToChats", textOf(line), false, Reach::Unwatched});
        return events;
    }

    Events operator()(const MessageSent &sent) const { return newMessage(sent); }

    Events operator()(const StatusChanged &changed) const
    {
        const QJsonObject argument{
            {"chatId"_L1, changed.conversation.toString()},
            {"seenBy"_L1, changed.by.toString()},
            {"receiverId"_L1, changed.by.toString()},
            {"messageIds"_L1,
             toArray(changed.messages, [](MessageId id) { return id.toString(); })},
        };
        const char *name =
            changed.status == DeliveryStatus::Read ? "messagesSeen" : "messagesDelivered";
        // The sender wherever they are, and everybody who has the chat open.
        return {{name, textOf(argument), false, Reach::InRoom},
                {name, textOf(argument), false, Reach::OutsideRoom}};
    }

    Events operator()(const TypingChanged &changed) const
    {
        const QByteArray who = textOf({{"chatId"_L1, changed.conversation.toString()},
                                       {"userId"_L1, changed.user.toString()}});
        return {{changed.isTyping ? "userTyping" : "stopTyping", who, true, Reach::InRoom},
                {changed.isTyping ? "typing" : "stop typing", who, true, Reach::InRoom}};
    }

    //! Under both of its names: one generation reads an array, the other a text of one. The oldest
    //! knows no list, but takes itself for connected only when it is told so.
    Events operator()(const OnlineListChanged &changed) const
    {
        const QByteArray array =
            QJsonDocument(idArray(changed.users)).toJson(QJsonDocument::Compact);
        return {{"getOnlineUsers", array, true},
                {"onlineUsers", quoteJson(array), true},
                {"connected", "true"}};
    }

    Events operator()(const MembersChanged &changed) const { return memberEvents(changed, origin); }

    Events operator()(const NotificationAdded &added) const
    {
        QJsonValue from = QJsonValue::Null;
        if (const auto &actor = added.view.actor) {
            QJsonObject object = mergedSender(*actor, origin);
            object["bio"_L1] = actor->bio;
            from = object;
        }
        return {{"notification", textOf(notificationShape(added.view, from))}};
    }

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
    Events operator()(const NotificationsRead &) const { return {}; }

private:
    //! Pages of the cookie dialect sign in here, too. They open no rooms, and would show what is
    //! said in a group as said to them alone. What a line says of members coming and going, their
    //! event says.
    template <typename Said>
    Events newMessage(const Said &said) const
    {
        if (said.message.membership)
            return {};
        const bool isGroup = !said.title.isEmpty();
        auto others = said.members ? *said.members : std::vector<UserId>();
        const UserId receiver = receiverOf(said.message.sender, others, said.title);
        QJsonObject object = mergedMessage(said.message, said.sender, receiver, origin);
        std::erase(others, said.message.sender);
        if (isGroup)
            object["receivers"_L1] = idArray(others);
        const Reach reach = isGroup ? Reach::InRoom : Reach::Everybody;
        return {{"newMessage", textOf(object), false, reach}};
    }

    //! For the oldest generation, which looks for the event spelled so and reads the chat within
    //! it: of people there only the sender's name.
    SocketEvent messageWithChat(const MessageAdded &added) const
    {
        const Message &message = added.message;
        const Members &members = added.members;
        QJsonObject object = mergedMessage(message, added.sender, {}, origin);
        QJsonArray users{object["sender"_L1]};
        for (const UserId member : members ? *members : std::vector<UserId>()) {
            if (member != message.sender)
                users.append(QJsonObject{{"_id"_L1, member.toString()}, {"name"_L1, QString()}});
        }
        const bool isGroup = !added.title.isEmpty();
        object["chat"_L1] = QJsonObject{
            {"_id"_L1, message.conversation.toString()},
            {"isGroupChat"_L1, isGroup},
            {"chatName"_L1, isGroup ? added.title : added.sender.displayName},
            {"users"_L1, users},
        };
        return {"message recieved", textOf(object)};
    }
};

} // namespace

std::vector<SocketEvent> encode(const Event &event, const QString &origin)
{
    return std::visit(Encoder{origin}, event.payload);
}

} // namespace linnet::mern
