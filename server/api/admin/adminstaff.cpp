// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminstaff.h"

#include "server/api/admin/adminrows.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

QJsonObject roleObject(UserId user, StaffRole role)
{
    return {{"userId"_L1, user.toString()},
            {"role"_L1, nameOf(role)},
            {"capabilities"_L1, QJsonArray::fromStringList(namesOf(capabilitiesOf(role)))}};
}

//! Who asks over the operator's socket has no account, and no role that somebody gave.
QJsonObject operatorObject()
{
    QJsonObject object = roleObject({}, StaffRole::Owner);
    object["userId"_L1] = QJsonValue();
    object["role"_L1] = "operator"_L1;
    return object;
}

} // namespace

AdminStaffApi::AdminStaffApi(AdminUserService &users, StaffService &staff)
    : m_users(users)
    , m_staff(staff)
{}

QList<Endpoint> AdminStaffApi::endpoints()
{
    Endpoint claim = endpoint({"owner.claim"_L1, Method::Post, "/api/v1/admin/owner"_L1, {}},
                              {{"code"_L1, Field::Type::String, Field::Need::Required, 1, 200},
                               {"dryRun"_L1, Field::Type::Boolean, Field::Need::Optional}},
                              std::bind_front(&AdminStaffApi::claim, this));
    claim.access = Access::User; // Who says the code has no role yet.
    claim.cost = Cost::SignIn;
    return {
        endpoint({"staff.me"_L1, Method::Get, "/api/v1/admin/me"_L1, {}}, {},
                 std::bind_front(&AdminStaffApi::me, this)),
        endpoint({"staff.list"_L1, Method::Get, "/api/v1/admin/staff"_L1, Capability::UsersRead},
                 {}, std::bind_front(&AdminStaffApi::list, this)),
        endpoint({"staff.set-role"_L1, Method::Put, "/api/v1/admin/users/{userId}/role"_L1,
                  Capability::StaffWrite},
                 {{"userId"_L1},
                  {"role"_L1},
                  {"dryRun"_L1, Field::Type::Boolean, Field::Need::Optional}},
                 std::bind_front(&AdminStaffApi::setRole, this)),
        claim,
    };
}

QCoro::Task<Result<Answer>> AdminStaffApi::me(Call call)
{
    if (call.caller.operatorUid)
        co_return Answer{operatorObject()};
    const UserId user = call.caller.user;
    co_return Answer{roleObject(user, m_staff.roleOf(user))};
}

QCoro::Task<Result<Answer>> AdminStaffApi::list(Call)
{
    const auto staff = co_await m_staff.list();
    if (!staff)
        co_return staff.error();
    QJsonArray items;
    for (const StaffMember &member : *staff) {
        QJsonObject item = roleObject(member.user.id, member.role);
        item["name"_L1] = member.user.displayName;
        items.append(item);
    }
    co_return Answer{QJsonObject{{"items"_L1, items}, {"nextCursor"_L1, QJsonValue()}}};
}

QCoro::Task<Result<Answer>> AdminStaffApi::setRole(Call call)
{
    const auto role = roleParam(call.params);
    if (!role)
        co_return role.error();
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto set = co_await m_staff.setRole(actorOf(call), *user, *role, runParam(call.params));
    if (!set)
        co_return set.error();
    co_return Answer{roleObject(*user, *role)};
}

QCoro::Task<Result<Answer>> AdminStaffApi::claim(Call call)
{
    const QByteArray code = call.params["code"_L1].toString().trimmed().toUtf8();
    const auto claimed =
        co_await m_staff.claimOwnership(actorOf(call), code, runParam(call.params));
    if (!claimed)
        co_return claimed.error();
    co_return Answer{roleObject(call.caller.user, StaffRole::Owner)};
}

} // namespace linnet::admin
