// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/merngroups.h"

#include "common/protocol/jsontext.h"
#include "server/api/params.h"
#include "server/dialects/mern/mernchatshape.h"
#include "server/dialects/mern/mernerrors.h"
#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/rows.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/groupservice.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::mern {

namespace {

//! \brief Which group, and whom it is about.
struct Membership
{
    ConversationId group;
    UserId user;
};

Result<Membership> membershipParam(const QJsonObject &params)
{
    const auto group = conversationParam(params, "chatId"_L1);
    if (!group)
        return group.error();
    const auto user = userParam(params, "userId"_L1);
    if (!user)
        return user.error();
    return Membership{*group, *user};
}

//! \return who is to be in a new group. Clients send the list as a text of JSON, or as an array;
//! those of the whispr family call it otherwise.
Result<std::vector<UserId>> listedUsers(QJsonObject params)
{
    QJsonValue list = params.value(params.contains("users"_L1) ? "users"_L1 : "participants"_L1);
    if (list.isString()) {
        const auto parsed = parseJson(list.toString().toUtf8());
        list = parsed ? *parsed : QJsonValue();
    }
    const QJsonArray ids = list.toArray();
    if (ids.isEmpty() || ids.size() > GroupService::MostMembers)
        return fieldsMissing();
    params["users"_L1] = ids;
    return usersParam(params, "users"_L1);
}

//! \return a new group, and within it what clients of the whispr family read of it.
QJsonObject newGroupObject(const GroupDetails &created, const Call &call)
{
    const ConversationDetails group{{created.group, {}, 0, {}}, created.members};
    QJsonObject object = chatObject(group, call.caller.user, call.origin);
    QJsonObject inner = object;
    inner["type"_L1] = "group"_L1;
    inner["groupName"_L1] = created.group.title;
    inner["bio"_L1] = created.group.bio;
    inner["adminId"_L1] = call.caller.user.toString();
    inner["participants"_L1] =
        toArray(created.members, [](const MemberView &each) { return each.user.id.toString(); });
    object["success"_L1] = true;
    object["chat"_L1] = inner;
    return object;
}

} // namespace

QList<Endpoint> MernGroupApi::endpoints()
{
    const Schema membership = {{"chatId"_L1}, {"userId"_L1}};
    constexpr auto Optional = Field::Need::Optional;
    Endpoint create = httpRow("group.create"_L1, Method::Post, "/api/chat/group"_L1,
                              {optionalText("name"_L1),
                               optionalText("groupName"_L1),
                               optionalText("bio"_L1),
                               {"users"_L1, Field::Type::Any, Optional},
                               {"participants"_L1, Field::Type::Any, Optional}},
                              std::bind_front(&MernGroupApi::create, this));
    create.sharedWith = {WhisprName};
    return {
        create,
        httpRow("group.rename"_L1, Method::Put, "/api/chat/rename"_L1,
                {{"chatId"_L1}, {"chatName"_L1}}, std::bind_front(&MernGroupApi::rename, this)),
        httpRow("group.add"_L1, Method::Put, "/api/chat/groupadd"_L1, membership,
                std::bind_front(&MernGroupApi::add, this)),
        httpRow("group.remove"_L1, Method::Put, "/api/chat/groupremove"_L1, membership,
                std::bind_front(&MernGroupApi::remove, this)),
    };
}

QCoro::Task<Result<Answer>> MernGroupApi::create(Call call)
{
    const auto others = listedUsers(call.params);
    if (!others)
        co_return others.error();
    GroupChange details;
    details.title =
        textParam(call.params, call.params.contains("name"_L1) ? "name"_L1 : "groupName"_L1);
    details.bio = textParam(call.params, "bio"_L1);
    if (!details.title)
        co_return fieldsMissing();
    const auto created = co_await m_services.groups.create(call.caller.user, details, *others);
    if (!created)
        co_return created.error();
    co_return Answer{newGroupObject(*created, call), Answer::Outcome::Created};
}

QCoro::Task<Result<Answer>> MernGroupApi::rename(Call call)
{
    const auto group = conversationParam(call.params, "chatId"_L1);
    if (!group)
        co_return group.error();
    const GroupChange change{textParam(call.params, "chatName"_L1), std::nullopt};
    const auto renamed = co_await m_services.groups.change(call.caller.user, *group, change);
    if (!renamed)
        co_return renamed.error();
    auto answer = co_await show(call, *group);
    co_return answer;
}

QCoro::Task<Result<Answer>> MernGroupApi::add(Call call)
{
    const auto wanted = membershipParam(call.params);
    if (!wanted)
        co_return wanted.error();
    const auto members =
        co_await m_services.groups.add(call.caller.user, wanted->group, {wanted->user});
    if (!members)
        co_return members.error();
    auto answer = co_await show(call, wanted->group);
    co_return answer;
}

QCoro::Task<Result<Answer>> MernGroupApi::remove(Call call)
{
    const auto wanted = membershipParam(call.params);
    if (!wanted)
        co_return wanted.error();
    const auto removed =
        co_await m_services.groups.remove(call.caller.user, wanted->group, wanted->user);
    if (!removed)
        co_return removed.error();
    auto answer = co_await show(call, wanted->group);
    co_return answer;
}

//! Also to those who have just left: the answer is what their page has to go on.
QCoro::Task<Result<Answer>> MernGroupApi::show(Call call, ConversationId group)
{
    const UserId user = call.caller.user;
    const auto conversation = co_await m_services.conversations.find(user, group);
    if (!conversation)
        co_return conversation.error();
    const auto members = co_await m_services.conversations.members(user, group);
    if (!members)
        co_return members.error();
    const ConversationDetails details{{*conversation, {}, 0, {}}, *members};
    co_return Answer{chatObject(details, user, call.origin)};
}

} // namespace linnet::mern
