// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/admincredentials.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminrows.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

//! In the language of whom the mail is for: the administrator's own is none of theirs.
LinkPage passwordPage(const Call &call)
{
    return {call.origin, u"/reset-password"_s};
}

} // namespace

AdminCredentialApi::AdminCredentialApi(AdminUserService &users, AdminCredentialService &credentials)
    : m_users(users)
    , m_credentials(credentials)
{}

QList<Endpoint> AdminCredentialApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    return {
        endpoint({"users.reset-password"_L1, Method::Post,
                  "/api/v1/admin/users/{userId}/password/reset"_L1, Capability::UsersWrite},
                 {{"userId"_L1}, {"dryRun"_L1, Type::Boolean, Need::Optional}},
                 std::bind_front(&AdminCredentialApi::resetPassword, this)),
        endpoint({"users.reset-second-factor"_L1, Method::Post,
                  "/api/v1/admin/users/{userId}/second-factor/reset"_L1, Capability::UsersWrite},
                 {{"userId"_L1},
                  {"endSessions"_L1, Type::Boolean, Need::Optional},
                  {"dryRun"_L1, Type::Boolean, Need::Optional}},
                 std::bind_front(&AdminCredentialApi::resetSecondFactor, this)),
        endpoint({"users.invite"_L1, Method::Post, "/api/v1/admin/invitations"_L1,
                  Capability::UsersWrite},
                 {{"email"_L1},
                  {"name"_L1, Type::String, Need::Optional},
                  {"username"_L1, Type::String, Need::Optional},
                  {"role"_L1, Type::String, Need::Optional},
                  {"dryRun"_L1, Type::Boolean, Need::Optional}},
                 std::bind_front(&AdminCredentialApi::invite, this)),
    };
}

QCoro::Task<Result<Answer>> AdminCredentialApi::resetPassword(Call call)
{
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto sent = co_await m_credentials.resetPassword(actorOf(call), *user, passwordPage(call),
                                                           runParam(call.params));
    if (!sent)
        co_return sent.error();
    QJsonObject account = accountItem(sent->view, sent->at);
    account["sentTo"_L1] = sent->view.user.email;
    co_return Answer{account};
}

QCoro::Task<Result<Answer>> AdminCredentialApi::resetSecondFactor(Call call)
{
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto sessions =
        call.params["endSessions"_L1].toBool() ? LiveSessions::End : LiveSessions::Keep;
    const auto reset = co_await m_credentials.resetSecondFactor(actorOf(call), *user, sessions,
                                                                runParam(call.params));
    if (!reset)
        co_return reset.error();
    QJsonObject account = accountItem(reset->view, reset->at);
    account["endedSessions"_L1] = qint64(reset->ended.size());
    co_return Answer{account};
}

QCoro::Task<Result<Answer>> AdminCredentialApi::invite(Call call)
{
    const auto role = optionalRoleParam(call.params);
    if (!role)
        co_return role.error();
    const AccountDraft draft{.name = call.params["name"_L1].toString(),
                             .email = call.params["email"_L1].toString(),
                             .username = call.params["username"_L1].toString(),
                             .role = *role};
    const auto invited = co_await m_credentials.invite(actorOf(call), draft, passwordPage(call),
                                                       runParam(call.params));
    if (!invited)
        co_return invited.error();
    QJsonObject account = accountItem(invited->view, invited->at);
    account["sentTo"_L1] = invited->view.user.email;
    co_return Answer{account, invited->isNew ? Answer::Outcome::Created : Answer::Outcome::Done};
}

} // namespace linnet::admin
