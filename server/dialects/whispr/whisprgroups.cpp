// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprgroups.h"

#include "server/api/params.h"
#include "server/dialects/whispr/whisprcodec.h"
#include "server/dialects/whispr/whisprerrors.h"
#include "server/dialects/whispr/whisprrows.h"
#include "server/services/chat/groupservice.h"

using namespace Qt::StringLiterals;

namespace linnet::whispr {

namespace {

constexpr auto Text = Field::Type::String;
constexpr auto Optional = Field::Need::Optional;
constexpr int LeastName = 5;
constexpr int MostName = 300;

Field nameField(Field::Need need)
{
    return {"groupName"_L1, Text, need, LeastName, MostName};
}

const Field Participants{"participants"_L1, Field::Type::StringArray, Field::Need::Required, 1,
                         GroupService::MostMembers};

} // namespace

WhisprGroupApi::WhisprGroupApi(GroupService &groups)
    : m_groups(groups)
{}

QList<Endpoint> WhisprGroupApi::endpoints()
{
    const Field chat{"chatId"_L1};
    const Field bio{"bio"_L1, Text, Optional};
    return {
        httpRow("group.create"_L1, Method::Post, "/v1/chat/group"_L1,
                {nameField(Field::Need::Required), Participants, bio},
                std::bind_front(&WhisprGroupApi::create, this)),
        httpRow("group.update"_L1, Method::Put, "/v1/chat/group/{chatId}"_L1,
                {chat, nameField(Optional), bio}, std::bind_front(&WhisprGroupApi::change, this)),
        httpRow("group.add-members"_L1, Method::Post, "/v1/chat/group/add/{chatId}"_L1,
                {chat, Participants}, std::bind_front(&WhisprGroupApi::addMembers, this)),
        httpRow("group.remove-member"_L1, Method::Post, "/v1/chat/group/remove/{chatId}"_L1,
                {chat, {"memberId"_L1, Text, Optional}},
                std::bind_front(&WhisprGroupApi::removeMember, this)),
    };
}

QCoro::Task<Result<Answer>> WhisprGroupApi::create(Call call)
{
    const auto others = usersParam(call.params, "participants"_L1);
    if (!others)
        co_return others.error();
    GroupChange details;
    details.title = call.params["groupName"_L1].toString();
    details.bio = textParam(call.params, "bio"_L1);
    const auto created = co_await m_groups.create(call.caller.user, details, *others);
    if (!created)
        co_return created.error();
    const ConversationDetails group{{created->group, {}, 0, {}}, created->members};
    const QJsonObject body{{"success"_L1, true},
                           {"chat"_L1, chatObject(group, call.caller.user, call.origin)}};
    co_return Answer{body, Answer::Outcome::Created};
}

QCoro::Task<Result<Answer>> WhisprGroupApi::change(Call call)
{
    const auto group = conversationParam(call.params, "chatId"_L1);
    if (!group)
        co_return group.error();
    GroupChange change;
    change.title = textParam(call.params, "groupName"_L1);
    change.bio = textParam(call.params, "bio"_L1);
    const auto changed = co_await m_groups.change(call.caller.user, *group, change);
    if (!changed)
        co_return changed.error();
    co_return done("group successfully updated"_L1, Answer::Outcome::Created);
}

QCoro::Task<Result<Answer>> WhisprGroupApi::addMembers(Call call)
{
    const auto group = conversationParam(call.params, "chatId"_L1);
    if (!group)
        co_return group.error();
    const auto users = usersParam(call.params, "participants"_L1);
    if (!users)
        co_return users.error();
    const auto members = co_await m_groups.add(call.caller.user, *group, *users);
    if (!members)
        co_return members.error();
    co_return done("Users added to chat"_L1, Answer::Outcome::Created);
}

QCoro::Task<Result<Answer>> WhisprGroupApi::removeMember(Call call)
{
    const auto group = conversationParam(call.params, "chatId"_L1);
    if (!group)
        co_return group.error();
    if (call.params["memberId"_L1].toString().isEmpty())
        co_return missing(u"Member ID is required"_s);
    const auto member = userParam(call.params, "memberId"_L1);
    if (!member)
        co_return member.error();
    const auto removed =
        co_await m_groups.remove(call.caller.user, *group, *member, GroupService::Remainder::Goes);
    if (!removed)
        co_return removed.error();
    co_return done("User removed from chat"_L1, Answer::Outcome::Created);
}

} // namespace linnet::whispr
