// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonegroups.h"

#include "server/api/params.h"
#include "server/dialects/phone/phonecodec.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/groupservice.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

Field userList(Field::Need need)
{
    return {"memberIds"_L1, Field::Type::StringArray, need, 0, GroupService::MostMembers};
}

QJsonArray memberRows(const std::vector<MemberView> &members)
{
    return toArray(members, memberRow);
}

} // namespace

PhoneGroupApi::PhoneGroupApi(GroupService &groups, ConversationService &conversations)
    : m_groups(groups)
    , m_conversations(conversations)
{}

QList<Endpoint> PhoneGroupApi::endpoints()
{
    const Field id{"id"_L1};
    const Field name{"groupName"_L1, Field::Type::String, Field::Need::Optional};
    const Field avatar{"groupAvatar"_L1, Field::Type::String, Field::Need::Optional};
    return {
        {"group.create"_L1,
         Method::Post,
         "/api/v1/groups"_L1,
         {},
         Access::User,
         Cost::Write,
         {{"groupName"_L1}, userList(Field::Need::Optional), avatar},
         std::bind_front(&PhoneGroupApi::create, this)},
        {"group.update"_L1,
         Method::Put,
         "/api/v1/groups/{id}"_L1,
         {},
         Access::User,
         Cost::Write,
         {id, name, avatar},
         std::bind_front(&PhoneGroupApi::change, this)},
        {"group.members"_L1,
         Method::Get,
         "/api/v1/groups/{id}/members"_L1,
         {},
         Access::User,
         Cost::Read,
         {id},
         std::bind_front(&PhoneGroupApi::listMembers, this)},
        {"group.add-members"_L1,
         Method::Post,
         "/api/v1/groups/{id}/members"_L1,
         {},
         Access::User,
         Cost::Write,
         {id, userList(Field::Need::Required)},
         std::bind_front(&PhoneGroupApi::addMembers, this)},
        {"group.remove-member"_L1,
         Method::Delete,
         "/api/v1/groups/{id}/members/{userId}"_L1,
         {},
         Access::User,
         Cost::Write,
         {id, {"userId"_L1}},
         std::bind_front(&PhoneGroupApi::removeMember, this)},
    };
}

QCoro::Task<Result<Answer>> PhoneGroupApi::create(Call call)
{
    const auto others = usersParam(call.params, "memberIds"_L1);
    if (!others)
        co_return others.error();
    const GroupChange details{call.params["groupName"_L1].toString(),
                              textParam(call.params, "groupAvatar"_L1)};
    const auto created = co_await m_groups.create(call.caller.user, details, *others);
    if (!created)
        co_return created.error();
    const JsonText group = groupRow(created->group, memberRows(created->members));
    co_return Answer{JsonWriter().add("group"_L1, group).finish(), Answer::Outcome::Created};
}

QCoro::Task<Result<Answer>> PhoneGroupApi::change(Call call)
{
    const auto id = conversationParam(call.params, "id"_L1);
    if (!id)
        co_return GroupService::notAMember();
    const GroupChange change{textParam(call.params, "groupName"_L1),
                             textParam(call.params, "groupAvatar"_L1)};
    const auto group = co_await m_groups.change(call.caller.user, *id, change);
    if (!group)
        co_return group.error();
    JsonWriter body;
    if (change.isEmpty())
        body.add("group"_L1, nullptr);
    else
        body.add("group"_L1, conversationRow(*group));
    co_return Answer{body.finish()};
}

QCoro::Task<Result<Answer>> PhoneGroupApi::listMembers(Call call)
{
    const auto id = conversationParam(call.params, "id"_L1);
    if (!id)
        co_return id.error();
    const auto members = co_await membersOf(call.caller.user, *id);
    if (!members)
        co_return members.error();
    co_return Answer{QJsonObject{{"members"_L1, memberRows(*members)}}};
}

//! The family's mobile client asks it of every chat that it shows, direct ones included.
QCoro::Task<Result<std::vector<MemberView>>> PhoneGroupApi::membersOf(UserId user,
                                                                      ConversationId id)
{
    const auto conversation = co_await m_conversations.find(user, id);
    if (!conversation)
        co_return conversation.error();
    if (conversation->kind == ConversationKind::Direct) {
        auto both = co_await m_conversations.members(user, id);
        co_return both;
    }
    auto members = co_await m_groups.members(user, id);
    co_return members;
}

QCoro::Task<Result<Answer>> PhoneGroupApi::addMembers(Call call)
{
    const auto id = conversationParam(call.params, "id"_L1);
    if (!id)
        co_return GroupService::notAMember();
    const auto users = usersParam(call.params, "memberIds"_L1);
    if (!users)
        co_return users.error();
    const auto members = co_await m_groups.add(call.caller.user, *id, *users);
    if (!members)
        co_return members.error();
    co_return Answer{QJsonObject{{"members"_L1, memberRows(*members)}}};
}

QCoro::Task<Result<Answer>> PhoneGroupApi::removeMember(Call call)
{
    const auto id = conversationParam(call.params, "id"_L1);
    if (!id)
        co_return GroupService::notAMember();
    const auto member = userParam(call.params, "userId"_L1);
    if (!member)
        co_return member.error();
    const auto removed = co_await m_groups.remove(call.caller.user, *id, *member);
    if (!removed)
        co_return removed.error();
    co_return Answer{QJsonObject{{"success"_L1, true}}};
}

} // namespace linnet::phone
