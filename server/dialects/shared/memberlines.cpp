// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/memberlines.h"

#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/pictures.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

QLatin1String actionName(Membership membership)
{
    return membership == Membership::Began ? "user_added"_L1 : "user_removed"_L1;
}

QJsonObject metaOf(UserId actor, UserId member, const QString &avatar)
{
    return {{"actorId"_L1, actor.toString()},
            {"memberId"_L1, member.toString()},
            {"memberAvatar"_L1, avatar}};
}

//! As the line in the history says it.
QString contentOf(const User &actor, const User &member, Membership membership)
{
    if (membership == Membership::Began)
        return shownName(actor) + u" added "_s + shownName(member);
    return actor.id == member.id ? shownName(actor) + u" left"_s
                                 : shownName(actor) + u" removed "_s + shownName(member);
}

SocketEvent memberEvent(const MembersChanged &changed, const User &member, Membership membership,
                        const QString &origin)
{
    const QJsonObject argument{
        {"messageId"_L1, changed.message ? changed.message->toString() : QString()},
        {"chatId"_L1, changed.conversation.id.toString()},
        {"createdAt"_L1, toIso(changed.at)},
        {"messageType"_L1, "system"_L1},
        {"content"_L1, contentOf(changed.actor, member, membership)},
        {"systemAction"_L1, actionName(membership)},
        {"meta"_L1, metaOf(changed.actor.id, member.id, absoluteUrl(origin, member.avatarUrl))}};
    return {membership == Membership::Began ? "memberAdded" : "memberRemoved",
            QJsonDocument(argument).toJson(QJsonDocument::Compact), false, Reach::InRoom};
}

} // namespace

std::vector<SocketEvent> memberEvents(const MembersChanged &changed, const QString &origin)
{
    std::vector<SocketEvent> events;
    for (const User &user : changed.added)
        events.push_back(memberEvent(changed, user, Membership::Began, origin));
    for (const User &user : changed.removed)
        events.push_back(memberEvent(changed, user, Membership::Ended, origin));
    return events;
}

void insertMembership(QJsonObject &object, const Message &line, const QString &avatar)
{
    if (!line.membership || line.mentions.empty())
        return;
    QJsonObject meta = metaOf(line.sender, line.mentions.front(), avatar);
    meta["memberIds"_L1] = toArray(line.mentions, [](UserId user) { return user.toString(); });
    object["systemAction"_L1] = actionName(*line.membership);
    object["meta"_L1] = meta;
}

} // namespace linnet
