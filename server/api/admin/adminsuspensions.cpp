// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminsuspensions.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminrows.h"
#include "server/api/params.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr int LongestReason = 500;

Answer answerOf(const SuspensionOutcome &outcome)
{
    QJsonObject account = accountItem(outcome.view, outcome.at);
    account["endedSessions"_L1] = qint64(outcome.ended.size());
    return {account};
}

} // namespace

AdminSuspensionApi::AdminSuspensionApi(AdminUserService &users, SuspensionService &suspensions)
    : m_users(users)
    , m_suspensions(suspensions)
{}

QList<Endpoint> AdminSuspensionApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    const QLatin1String path = "/api/v1/admin/users/{userId}/suspension"_L1;
    return {
        endpoint({"users.suspend"_L1, Method::Put, path, Capability::UsersWrite},
                 {{"userId"_L1},
                  {"reason"_L1, Type::String, Need::Required, 1, LongestReason},
                  {"until"_L1, Type::String, Need::Optional},
                  {"dryRun"_L1, Type::Boolean, Need::Optional}},
                 std::bind_front(&AdminSuspensionApi::suspend, this)),
        endpoint({"users.reactivate"_L1, Method::Delete, path, Capability::UsersWrite},
                 {{"userId"_L1}, {"dryRun"_L1, Type::Boolean, Need::Optional}},
                 std::bind_front(&AdminSuspensionApi::reactivate, this)),
    };
}

QCoro::Task<Result<Answer>> AdminSuspensionApi::suspend(Call call)
{
    const auto until = timeParam(call.params, "until"_L1);
    if (!until)
        co_return until.error();
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const SuspensionOrder order{*user, *until, call.params["reason"_L1].toString()};
    const auto outcome =
        co_await m_suspensions.suspend(actorOf(call), order, runParam(call.params));
    if (!outcome)
        co_return outcome.error();
    co_return answerOf(*outcome);
}

QCoro::Task<Result<Answer>> AdminSuspensionApi::reactivate(Call call)
{
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto outcome =
        co_await m_suspensions.reactivate(actorOf(call), *user, runParam(call.params));
    if (!outcome)
        co_return outcome.error();
    co_return answerOf(*outcome);
}

} // namespace linnet::admin
