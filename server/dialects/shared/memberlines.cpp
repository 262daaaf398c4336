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

SocketEvent memberEvent(const MembersChanged &changed, const User &member, Membership membership,
                        const QString &origin)
{
    const bool isAdded = membership == Membership::Began;
    const QString verb = isAdded ? u"added"_s : u"removed"_s;
    const QJsonObject argument{
        {"messageId"_L1, changed.message ? changed.message->toString() : QString()},
        {"chatId"_L1, changed.conversation.id.toString()},
        {"createdAt"_L1, toIso(changed.conversation.updatedAt)},
        {"messageType"_L1, "system"_L1},
        {"content"_L1, u"%1 %2 %3"_s.arg(shownName(changed.actor), verb, shownName(member))},
        {"systemAction"_L1, actionName(membership)},
        {"meta"_L1, metaOf(changed.actor.id, member.id, absoluteUrl(origin, member.avatarUrl))}};
    return {isAdded ? "memberAdded" : "memberRemoved",
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
