// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminaccounts.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminrows.h"
#include "server/api/params.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

AccountEdit editParam(const QJsonObject &params)
{
    return {textParam(params, "name"_L1), textParam(params, "phone"_L1),
            textParam(params, "email"_L1), textParam(params, "username"_L1)};
}

} // namespace

AdminAccountApi::AdminAccountApi(AdminUserService &users, AdminAccountService &accounts)
    : m_users(users)
    , m_accounts(accounts)
{}

QList<Endpoint> AdminAccountApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    const auto optional = [](QLatin1String name) {
        return Field{name, Type::String, Need::Optional};
    };
    const Field dryRun{"dryRun"_L1, Type::Boolean, Need::Optional};
    return {
        endpoint(
            {"users.create"_L1, Method::Post, "/api/v1/admin/users"_L1, Capability::UsersWrite},
            {{"name"_L1},
             optional("phone"_L1),
             optional("email"_L1),
             optional("username"_L1),
             optional("role"_L1),
             dryRun},
            std::bind_front(&AdminAccountApi::create, this)),
        endpoint({"users.edit"_L1, Method::Patch, "/api/v1/admin/users/{userId}"_L1,
                  Capability::UsersWrite},
                 {{"userId"_L1},
                  optional("name"_L1),
                  optional("phone"_L1),
                  optional("email"_L1),
                  optional("username"_L1),
                  dryRun},
                 std::bind_front(&AdminAccountApi::edit, this)),
        endpoint({"users.verify-email"_L1, Method::Post,
                  "/api/v1/admin/users/{userId}/email/verification"_L1, Capability::UsersWrite},
                 {{"userId"_L1}, dryRun}, std::bind_front(&AdminAccountApi::verifyEmail, this)),
    };
}

QCoro::Task<Result<Answer>> AdminAccountApi::create(Call call)
{
    const auto role = optionalRoleParam(call.params);
    if (!role)
        co_return role.error();
    const AccountDraft draft{call.params["name"_L1].toString(), call.params["phone"_L1].toString(),
                             call.params["email"_L1].toString(),
                             call.params["username"_L1].toString(), *role};
    const auto created = co_await m_accounts.create(actorOf(call), draft, runParam(call.params));
    if (!created)
        co_return created.error();
    co_return Answer{accountItem(created->view, created->at), Answer::Outcome::Created};
}

QCoro::Task<Result<Answer>> AdminAccountApi::edit(Call call)
{
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto edited = co_await m_accounts.edit(actorOf(call), *user, editParam(call.params),
                                                 runParam(call.params));
    if (!edited)
        co_return edited.error();
    co_return Answer{accountItem(edited->view, edited->at)};
}

QCoro::Task<Result<Answer>> AdminAccountApi::verifyEmail(Call call)
{
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto verified =
        co_await m_accounts.verifyEmail(actorOf(call), *user, runParam(call.params));
    if (!verified)
        co_return verified.error();
    co_return Answer{accountItem(verified->view, verified->at)};
}

} // namespace linnet::admin
