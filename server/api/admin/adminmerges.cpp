// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminmerges.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminrows.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

QJsonValue objectOrNull(const QJsonObject &object)
{
    return object.isEmpty() ? QJsonValue() : QJsonValue(object);
}

QJsonObject progressObject(const MergeProgress &progress)
{
    return {{"state"_L1, nameOf(progress.state)},
            {"steps"_L1, progress.steps},
            {"rows"_L1, progress.rows},
            {"endedAt"_L1, timeOrNull(progress.endedAt)},
            {"problem"_L1, textOrNull(progress.problem)}};
}

Answer answerOf(const MergeOutcome &outcome, Run run)
{
    const MergeProgress &progress = outcome.progress;
    QJsonObject account = accountItem(outcome.target, outcome.at);
    account["source"_L1] = accountItem(outcome.source, outcome.at);
    account["before"_L1] = objectOrNull(progress.before);
    account["after"_L1] = objectOrNull(progress.after);
    account["freed"_L1] = QJsonArray::fromStringList(progress.freed);
    account["endedSessions"_L1] = progress.endedSessions;
    account["progress"_L1] =
        run == Run::Rehearsal ? QJsonValue() : QJsonValue(progressObject(progress));
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
    const QLatin1String path = "/api/v1/admin/users/{userId}/merge"_L1;
    return {
        endpoint({"users.merge"_L1, Method::Post, path, Capability::UsersWrite},
                 {{"userId"_L1}, {"into"_L1}, {"dryRun"_L1, Type::Boolean, Need::Optional}},
                 std::bind_front(&AdminMergeApi::merge, this)),
        endpoint({"users.merger"_L1, Method::Get, path, Capability::UsersRead}, {{"userId"_L1}},
                 std::bind_front(&AdminMergeApi::find, this)),
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
    const Run run = runParam(call.params);
    const auto outcome = co_await m_merges.merge(actorOf(call), order, run);
    if (!outcome)
        co_return outcome.error();
    co_return answerOf(*outcome, run);
}

QCoro::Task<Result<Answer>> AdminMergeApi::find(Call call)
{
    const auto from = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!from)
        co_return from.error();
    const auto outcome = co_await m_merges.find(*from);
    if (!outcome)
        co_return outcome.error();
    co_return answerOf(*outcome, Run::ForReal);
}

} // namespace linnet::admin
