// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/mernchatshape.h"

#include "common/core/clock.h"
#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/pictures.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::mern {

namespace {

const User *adminOf(const std::vector<MemberView> &members)
{
    const auto admin = std::find_if(members.begin(), members.end(), [](const MemberView &each) {
        return each.member.role == Role::Admin;
    });
    return admin == members.end() ? nullptr : &admin->user;
}

//! \return whom a direct chat is with, as \p viewer sees it.
const User *otherIn(const std::vector<MemberView> &members, UserId viewer)
{
    const auto other = std::find_if(members.begin(), members.end(),
                                    [&](const MemberView &each) { return each.user.id != viewer; });
    return other == members.end() ? nullptr : &other->user;
}

QJsonValue lastMessage(const ConversationDetails &details, const QString &origin)
{
    if (!details.view.lastMessage)
        return QJsonValue::Null;
    const Message &message = *details.view.lastMessage;
    User sender;
    sender.id = message.sender;
    for (const MemberView &each : details.members) {
        if (each.user.id == message.sender)
            sender = each.user;
    }
    return mergedMessage(message, sender, {}, origin);
}

} // namespace

QJsonObject chatObject(const ConversationDetails &details, UserId viewer, const QString &origin)
{
    const Conversation &conversation = details.view.conversation;
    const bool isGroup = conversation.kind == ConversationKind::Group;
    const User *other = otherIn(details.members, viewer);
    const QString name = isGroup || !other ? conversation.title : other->displayName;
    const QJsonArray people = toArray(
        details.members, [&](const MemberView &each) { return mergedUser(each.user, origin); });
    const QJsonValue last = lastMessage(details, origin);
    QJsonObject chat{
        {"_id"_L1, conversation.id.toString()},
        {"id"_L1, conversation.id.toString()},
        {"name"_L1, name},
        {"chatName"_L1, name},
        {"isGroup"_L1, isGroup},
        {"isGroupChat"_L1, isGroup},
        {"avatar"_L1,
         absoluteUrl(origin, isGroup || !other ? conversation.avatarUrl : other->avatarUrl)},
        {"participants"_L1, people},
        {"users"_L1, people},
        {"members"_L1, people},
        {"latestMessage"_L1, last},
        {"lastMessage"_L1, last},
        {"unreadCount"_L1, details.view.unread},
        {"createdAt"_L1, toIso(conversation.createdAt)},
        {"updatedAt"_L1, toIso(conversation.updatedAt)},
        {"__v"_L1, 0},
    };
    if (const User *admin = adminOf(details.members); isGroup && admin)
        chat["groupAdmin"_L1] = mergedUser(*admin, origin);
    return chat;
}

} // namespace linnet::mern
