// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminmerges.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminrows.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

Answer answerOf(const MergeOutcome &outcome)
{
    QJsonObject account = accountItem(outcome.target, outcome.at);
    account["source"_L1] = accountItem(outcome.source, outcome.at);
    account["before"_L1] = outcome.before;
    account["after"_L1] = outcome.after;
    account["freed"_L1] = QJsonArray::fromStringList(outcome.freed);
    account["endedSessions"_L1] = qint64(outcome.ended.size());
    return {account};
}

} // namespace

AdminMergeApi::AdminMergeApi(AdminUserService &users, MergeService &merges)
    : m_users(users)
    , m_merges(merges)
{}

QList<Endpoint> AdminMergeApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    return {
        endpoint({"users.merge"_L1, Method::Post, "/api/v1/admin/users/{userId}/merge"_L1,
                  Capability::UsersWrite},
                 {{"userId"_L1}, {"into"_L1}, {"dryRun"_L1, Type::Boolean, Need::Optional}},
                 std::bind_front(&AdminMergeApi::merge, this)),
    };
}

QCoro::Task<Result<Answer>> AdminMergeApi::merge(Call call)
{
    const auto from = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!from)
        co_return from.error();
    const auto into = co_await m_users.locate(call.params["into"_L1].toString());
    if (!into)
        co_return into.error();
    const MergeOrder order{*from, *into};
    const auto outcome = co_await m_merges.merge(actorOf(call), order, runParam(call.params));
    if (!outcome)
        co_return outcome.error();
    co_return answerOf(*outcome);
}

} // namespace linnet::admin
