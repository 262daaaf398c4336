// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/admingroups.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"
#include "server/api/admin/listexport.h"
#include "server/api/params.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

const Field DryRun{"dryRun"_L1, Field::Type::Boolean, Field::Need::Optional};

std::vector<QJsonObject> groupItems(const GroupPage &page)
{
    std::vector<QJsonObject> items;
    items.reserve(page.groups.size());
    for (const GroupView &view : page.groups)
        items.push_back(groupItem(view));
    return items;
}

QStringList columns()
{
    return {u"id"_s,      u"title"_s,    u"owner.id"_s,  u"owner.name"_s, u"state"_s,
            u"members"_s, u"messages"_s, u"createdAt"_s, u"updatedAt"_s};
}

Result<Answer> answerOf(const Result<GroupView> &view)
{
    if (!view)
        return view.error();
    return Answer{groupItem(*view)};
}

Result<Role> memberRoleParam(const QJsonObject &params)
{
    const auto role = parseRole(params["role"_L1].toString());
    if (!role)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"role must be one of "_s + roleNames().join(u", "_s)};
    return *role;
}

} // namespace

AdminGroupApi::AdminGroupApi(AdminUserService &users, AdminGroupService &groups)
    : m_users(users)
    , m_groups(groups)
{}

QList<Endpoint> AdminGroupApi::endpoints()
{
    return readers() + writers();
}

QList<Endpoint> AdminGroupApi::readers()
{
    const Field filter{"filter"_L1, Field::Type::String, Field::Need::Optional};
    const auto reader = [](QLatin1String name, QLatin1String path) {
        return AdminRow{name, Method::Get, path, Capability::GroupsRead};
    };
    const Endpoint exported =
        exportEndpoint(reader("groups.export"_L1, "/api/v1/admin/groups/export"_L1), listSchema(),
                       std::bind_front(&AdminGroupApi::exportAll, this));
    return {
        exported,
        endpoint(reader("groups.list"_L1, "/api/v1/admin/groups"_L1), pageSchema(listSchema()),
                 std::bind_front(&AdminGroupApi::list, this)),
        endpoint(reader("groups.count"_L1, "/api/v1/admin/groups/count"_L1), {filter},
                 std::bind_front(&AdminGroupApi::count, this)),
        endpoint(reader("groups.show"_L1, "/api/v1/admin/groups/{groupId}"_L1), {{"groupId"_L1}},
                 std::bind_front(&AdminGroupApi::show, this)),
        endpoint(reader("groups.members"_L1, "/api/v1/admin/groups/{groupId}/members"_L1),
                 {{"groupId"_L1}}, std::bind_front(&AdminGroupApi::members, this)),
    };
}

QList<Endpoint> AdminGroupApi::writers()
{
    const auto writer = [](QLatin1String name, Method method, QLatin1String path) {
        return AdminRow{name, method, path, Capability::GroupsWrite};
    };
    const QLatin1String freeze = "/api/v1/admin/groups/{groupId}/freeze"_L1;
    return {
        endpoint(writer("groups.rename"_L1, Method::Patch, "/api/v1/admin/groups/{groupId}"_L1),
                 {{"groupId"_L1}, {"title"_L1}, DryRun},
                 std::bind_front(&AdminGroupApi::rename, this)),
        endpoint(writer("groups.freeze"_L1, Method::Put, freeze), {{"groupId"_L1}, DryRun},
                 std::bind_front(&AdminGroupApi::freeze, this)),
        endpoint(writer("groups.unfreeze"_L1, Method::Delete, freeze), {{"groupId"_L1}, DryRun},
                 std::bind_front(&AdminGroupApi::unfreeze, this)),
        endpoint(writer("groups.set-role"_L1, Method::Put,
                        "/api/v1/admin/groups/{groupId}/members/{userId}/role"_L1),
                 {{"groupId"_L1}, {"userId"_L1}, {"role"_L1}, DryRun},
                 std::bind_front(&AdminGroupApi::setRole, this)),
        endpoint(
            writer("groups.transfer"_L1, Method::Put, "/api/v1/admin/groups/{groupId}/owner"_L1),
            {{"groupId"_L1}, {"userId"_L1}, DryRun},
            std::bind_front(&AdminGroupApi::transfer, this)),
        endpoint(writer("groups.dissolve"_L1, Method::Post,
                        "/api/v1/admin/groups/{groupId}/dissolution"_L1),
                 {{"groupId"_L1}, DryRun}, std::bind_front(&AdminGroupApi::dissolve, this)),
    };
}

QCoro::Task<Result<Answer>> AdminGroupApi::list(Call call)
{
    const auto query = queryParam(call.params);
    if (!query)
        co_return query.error();
    const auto page = co_await m_groups.list(*query);
    if (!page)
        co_return page.error();
    co_return pageAnswer(groupItems(*page), *query, page->next);
}

QCoro::Task<Result<Answer>> AdminGroupApi::exportAll(Call call)
{
    auto query = queryParam(call.params);
    if (!query)
        co_return query.error();
    query->limit = ExportedAtOnce;
    co_return exportAnswer(
        call.params["format"_L1].toString(),
        {u"groups"_s, columns(), pagesOf(m_groups, &AdminGroupService::list, *query, groupItems)});
}

QCoro::Task<Result<Answer>> AdminGroupApi::count(Call call)
{
    const auto filter = m_groups.parse(call.params["filter"_L1].toString());
    if (!filter)
        co_return filter.error();
    const auto counted = co_await m_groups.count(*filter);
    if (!counted)
        co_return counted.error();
    co_return countAnswer(*counted);
}

QCoro::Task<Result<Answer>> AdminGroupApi::show(Call call)
{
    const auto group = conversationParam(call.params, "groupId"_L1);
    if (!group)
        co_return group.error();
    const auto view = co_await m_groups.find(*group);
    co_return answerOf(view);
}

QCoro::Task<Result<Answer>> AdminGroupApi::members(Call call)
{
    const auto group = conversationParam(call.params, "groupId"_L1);
    if (!group)
        co_return group.error();
    const auto members = co_await m_groups.members(*group);
    if (!members)
        co_return members.error();
    QJsonArray items;
    for (const MemberView &member : *members)
        items.append(memberItem(member));
    co_return pageAnswer(items, std::nullopt);
}

QCoro::Task<Result<Answer>> AdminGroupApi::rename(Call call)
{
    const auto group = conversationParam(call.params, "groupId"_L1);
    if (!group)
        co_return group.error();
    const QString title = call.params["title"_L1].toString();
    const auto view = co_await m_groups.rename(actorOf(call), *group, title, runParam(call.params));
    co_return answerOf(view);
}

QCoro::Task<Result<Answer>> AdminGroupApi::freeze(Call call)
{
    return setWriting(std::move(call), AdminGroupService::Writing::Frozen);
}

QCoro::Task<Result<Answer>> AdminGroupApi::unfreeze(Call call)
{
    return setWriting(std::move(call), AdminGroupService::Writing::Allowed);
}

QCoro::Task<Result<Answer>> AdminGroupApi::setWriting(Call call, AdminGroupService::Writing writing)
{
    const auto group = conversationParam(call.params, "groupId"_L1);
    if (!group)
        co_return group.error();
    const auto view =
        co_await m_groups.setWriting(actorOf(call), *group, writing, runParam(call.params));
    co_return answerOf(view);
}

QCoro::Task<Result<Answer>> AdminGroupApi::setRole(Call call)
{
    const auto group = conversationParam(call.params, "groupId"_L1);
    if (!group)
        co_return group.error();
    const auto role = memberRoleParam(call.params);
    if (!role)
        co_return role.error();
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto view =
        co_await m_groups.setRole(actorOf(call), *group, *user, *role, runParam(call.params));
    co_return answerOf(view);
}

QCoro::Task<Result<Answer>> AdminGroupApi::transfer(Call call)
{
    const auto group = conversationParam(call.params, "groupId"_L1);
    if (!group)
        co_return group.error();
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto view =
        co_await m_groups.transfer(actorOf(call), *group, *user, runParam(call.params));
    co_return answerOf(view);
}

QCoro::Task<Result<Answer>> AdminGroupApi::dissolve(Call call)
{
    const auto group = conversationParam(call.params, "groupId"_L1);
    if (!group)
        co_return group.error();
    const auto view = co_await m_groups.dissolve(actorOf(call), *group, runParam(call.params));
    co_return answerOf(view);
}

Result<ListQuery> AdminGroupApi::queryParam(const QJsonObject &params) const
{
    return listParam(params, m_groups.parse(params["filter"_L1].toString()), groupKeys());
}

} // namespace linnet::admin
