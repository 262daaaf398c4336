// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminerasures.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminrows.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr std::chrono::milliseconds LongestGrace = std::chrono::hours(24 * 366);

Result<Erasure::Messages> messagesParam(const QJsonObject &params)
{
    const auto messages = parseErasureMessages(params["messages"_L1].toString(u"keep"_s));
    if (!messages)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"messages must be one of keep, remove"_s};
    return *messages;
}

Answer answerOf(const ErasureOutcome &outcome)
{
    QJsonObject account = accountItem(outcome.view, outcome.at);
    account["endedSessions"_L1] = qint64(outcome.ended.size());
    return {account};
}

} // namespace

AdminErasureApi::AdminErasureApi(AdminUserService &users, ErasureService &erasures)
    : m_users(users)
    , m_erasures(erasures)
{}

QList<Endpoint> AdminErasureApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    const QLatin1String path = "/api/v1/admin/users/{userId}/erase"_L1;
    return {
        endpoint({"users.erase"_L1, Method::Post, path, Capability::UsersWrite},
                 {{"userId"_L1},
                  {"grace"_L1, Type::String, Need::Optional},
                  {"messages"_L1, Type::String, Need::Optional},
                  {"dryRun"_L1, Type::Boolean, Need::Optional}},
                 std::bind_front(&AdminErasureApi::request, this)),
        endpoint({"users.erase-cancel"_L1, Method::Delete, path, Capability::UsersWrite},
                 {{"userId"_L1}, {"dryRun"_L1, Type::Boolean, Need::Optional}},
                 std::bind_front(&AdminErasureApi::cancel, this)),
        endpoint({"users.erasure"_L1, Method::Get, path, Capability::UsersRead}, {{"userId"_L1}},
                 std::bind_front(&AdminErasureApi::show, this)),
    };
}

QCoro::Task<Result<Answer>> AdminErasureApi::request(Call call)
{
    const auto grace = durationParam(call.params, "grace"_L1, LongestGrace);
    if (!grace)
        co_return grace.error();
    const auto messages = messagesParam(call.params);
    if (!messages)
        co_return messages.error();
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const ErasureOrder order{*user, *grace, *messages};
    const auto outcome = co_await m_erasures.request(actorOf(call), order, runParam(call.params));
    if (!outcome)
        co_return outcome.error();
    co_return answerOf(*outcome);
}

QCoro::Task<Result<Answer>> AdminErasureApi::cancel(Call call)
{
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto outcome = co_await m_erasures.cancel(actorOf(call), *user, runParam(call.params));
    if (!outcome)
        co_return outcome.error();
    co_return answerOf(*outcome);
}

QCoro::Task<Result<Answer>> AdminErasureApi::show(Call call)
{
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto erasure = co_await m_erasures.find(*user);
    if (!erasure)
        co_return erasure.error();
    co_return Answer{erasureObject(*erasure)};
}

} // namespace linnet::admin
