// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/cookie/cookieevents.h"

#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/mergedshapes.h"

#include <QJsonDocument>

namespace linnet::cookie {

namespace {

using Events = std::vector<SocketEvent>;

//! \brief Shapes what happened, one kind at a time. The family knows two kinds.
struct Encoder
{
    const QString &origin;

    Events operator()(const MessageAdded &added) const { return newMessage(added); }

    //! To the sender's other devices: they show what they find in the chat that is open.
    Events operator()(const MessageSent &sent) const { return newMessage(sent); }

    Events operator()(const OnlineListChanged &changed) const
    {
        const QJsonArray users =
            toArray(changed.users, [](UserId user) { return user.toString(); });
        return {{"getOnlineUsers", QJsonDocument(users).toJson(QJsonDocument::Compact), true}};
    }

    template <typename Other>
    Events operator()(const Other &) const
    {
        return {};
    }

private:
    //! What is said in groups is left out: the family's pages would take it for a chat of two.
    template <typename Said>
    Events newMessage(const Said &said) const
    {
        const auto &members = said.members ? *said.members : std::vector<UserId>();
        const UserId receiver = receiverOf(said.message.sender, members, said.title);
        if (receiver.isNull())
            return {};
        const QJsonObject argument = mergedMessage(said.message, said.sender, receiver, origin);
        return {{"newMessage", QJsonDocument(argument).toJson(QJsonDocument::Compact)}};
    }
};

} // namespace

std::vector<SocketEvent> encode(const Event &event, const QString &origin)
{
    return std::visit(Encoder{origin}, event.payload);
}

} // namespace linnet::cookie
