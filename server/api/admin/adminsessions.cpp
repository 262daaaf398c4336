// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminsessions.h"

#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"
#include "server/api/params.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr int MostIds = 1'000;
constexpr int LongestReason = 500;

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

QJsonObject sessionItem(const SessionView &view, Timestamp now)
{
    const Session &session = view.session;
    QJsonObject item{
        {"id"_L1, session.id.toString()},
        {"user"_L1, QJsonObject{{"id"_L1, session.user.toString()}, {"name"_L1, view.userName}}},
        {"state"_L1, nameOf(stateOf(session, now))},
        {"device"_L1, session.device},
        {"client"_L1, session.clientName},
        {"userAgent"_L1, session.userAgent},
        {"dialect"_L1, session.dialect},
        {"address"_L1, session.address},
        {"createdAt"_L1, toIso(session.createdAt)},
        {"lastSeenAt"_L1, toIso(session.lastSeenAt)},
        {"expiresAt"_L1, toIso(session.expiresAt)},
    };
    if (session.revokedAt) {
        item["endedAt"_L1] = toIso(*session.revokedAt);
        item["endedBy"_L1] = session.revokedBy;
        item["endedWhy"_L1] = session.revokedWhy;
    }
    return item;
}

Result<Filter> idsParam(const QJsonArray &values)
{
    if (values.isEmpty() || values.size() > MostIds)
        return invalid(u"ids must name 1 to %1 sessions"_s.arg(MostIds));
    std::vector<SessionId> ids;
    for (const auto &value : values) {
        const auto id = SessionId::parse(value.toString());
        if (!id)
            return invalid(u"ids must be session ids"_s);
        ids.push_back(*id);
    }
    return Filter{oneOf(ids)};
}

} // namespace

AdminSessionApi::AdminSessionApi(AdminSessionService &sessions)
    : m_sessions(sessions)
{}

QList<Endpoint> AdminSessionApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    const Field filter{"filter"_L1, Type::String, Need::Optional};
    return {
        endpoint({"sessions.list"_L1, Method::Get, "/api/v1/admin/sessions"_L1,
                  Capability::SessionsRead},
                 pageSchema({filter}), std::bind_front(&AdminSessionApi::list, this)),
        endpoint({"sessions.count"_L1, Method::Get, "/api/v1/admin/sessions/count"_L1,
                  Capability::SessionsRead},
                 {filter}, std::bind_front(&AdminSessionApi::count, this)),
        endpoint({"sessions.revoke"_L1, Method::Post, "/api/v1/admin/sessions/revocations"_L1,
                  Capability::SessionsRevoke},
                 {filter,
                  {"ids"_L1, Type::StringArray, Need::Optional},
                  {"reason"_L1, Type::String, Need::Optional, 0, LongestReason},
                  {"dryRun"_L1, Type::Boolean, Need::Optional}},
                 std::bind_front(&AdminSessionApi::revoke, this)),
    };
}

QCoro::Task<Result<Answer>> AdminSessionApi::list(Call call)
{
    const auto filter = filterParam(call.params);
    if (!filter)
        co_return filter.error();
    const auto before = cursorParam<SessionId>(call.params);
    if (!before)
        co_return before.error();
    const auto page = co_await m_sessions.list(*filter, limitParam(call.params), *before);
    if (!page)
        co_return page.error();
    QJsonArray items;
    for (const SessionView &view : page->sessions)
        items.append(sessionItem(view, page->at));
    co_return pageAnswer(items, page->next ? std::optional(page->next->toString()) : std::nullopt);
}

QCoro::Task<Result<Answer>> AdminSessionApi::count(Call call)
{
    const auto filter = filterParam(call.params);
    if (!filter)
        co_return filter.error();
    const auto counted = co_await m_sessions.count(*filter);
    if (!counted)
        co_return counted.error();
    co_return countAnswer(*counted);
}

QCoro::Task<Result<Answer>> AdminSessionApi::revoke(Call call)
{
    const auto selection = selectionParam(call.params);
    if (!selection)
        co_return selection.error();
    if (call.params["dryRun"_L1].toBool()) {
        const auto counted = co_await m_sessions.countActive(*selection);
        if (!counted)
            co_return counted.error();
        co_return Answer{QJsonObject{{"count"_L1, *counted}}};
    }
    const QString why = call.params["reason"_L1].toString();
    const auto revoked = co_await m_sessions.revoke(actorOf(call), *selection, why);
    if (!revoked)
        co_return revoked.error();
    co_return Answer{QJsonObject{{"revoked"_L1, *revoked}}};
}

Result<Filter> AdminSessionApi::filterParam(const QJsonObject &params) const
{
    return m_sessions.parse(params["filter"_L1].toString());
}

//! A filter that asks for nothing would mean everybody, whom nobody ends by leaving something out.
Result<Filter> AdminSessionApi::selectionParam(const QJsonObject &params) const
{
    const bool hasIds = params.contains("ids"_L1);
    if (hasIds == params.contains("filter"_L1))
        return invalid(u"Say which sessions: either ids or filter"_s);
    if (hasIds)
        return idsParam(params["ids"_L1].toArray());
    auto filter = filterParam(params);
    if (filter && filter->empty())
        return invalid(u"filter must ask for something; state:active is everybody"_s);
    return filter;
}

} // namespace linnet::admin
