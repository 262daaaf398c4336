// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminsessions.h"

#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"
#include "server/api/admin/listexport.h"
#include "server/api/admin/selectionparam.h"
#include "server/api/admin/sessionjson.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr int LongestReason = 500;

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

std::optional<QString> cursorOf(const SessionPage &page, SessionOrder order)
{
    return page.next ? std::optional(toCursor(*page.next, order)) : std::nullopt;
}

Result<SessionOrder> orderParam(const QJsonObject &params)
{
    if (!params.contains("sort"_L1))
        return SessionOrder();
    const auto order = parseSessionOrder(params["sort"_L1].toString());
    if (!order)
        return invalid(u"sort must be one of "_s + sessionOrderNames().join(u", "_s));
    return *order;
}

//! \return where the page before ended; nothing if none is named.
Result<std::optional<SessionPlace>> cursorParam(const QJsonObject &params, SessionOrder order)
{
    if (!params.contains("cursor"_L1))
        return std::optional<SessionPlace>();
    const auto place = parseSessionCursor(params["cursor"_L1].toString(), order);
    if (!place)
        return invalid(u"cursor must be one this server gave, for the same sort"_s);
    return place;
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
    const Field sort{"sort"_L1, Type::String, Need::Optional};
    const Endpoint exported =
        exportEndpoint({"sessions.export"_L1, Method::Get, "/api/v1/admin/sessions/export"_L1,
                        Capability::SessionsRead},
                       {filter, sort}, std::bind_front(&AdminSessionApi::exportAll, this));
    return {
        endpoint({"sessions.list"_L1, Method::Get, "/api/v1/admin/sessions"_L1,
                  Capability::SessionsRead},
                 pageSchema({filter, sort}), std::bind_front(&AdminSessionApi::list, this)),
        endpoint({"sessions.count"_L1, Method::Get, "/api/v1/admin/sessions/count"_L1,
                  Capability::SessionsRead},
                 {filter}, std::bind_front(&AdminSessionApi::count, this)),
        exported,
        endpoint({"sessions.revoke"_L1, Method::Post, "/api/v1/admin/sessions/revocations"_L1,
                  Capability::SessionsRevoke},
                 {filter,
                  {"ids"_L1, Type::StringArray, Need::Optional},
                  {"asOf"_L1, Type::String, Need::Optional},
                  {"reason"_L1, Type::String, Need::Optional, 0, LongestReason},
                  {"dryRun"_L1, Type::Boolean, Need::Optional}},
                 std::bind_front(&AdminSessionApi::revoke, this)),
    };
}

QCoro::Task<Result<Answer>> AdminSessionApi::list(Call call)
{
    auto request = requestParam(call.params);
    if (!request)
        co_return request.error();
    request->limit = limitParam(call.params);
    const SessionOrder order = request->order;
    const auto page = co_await m_sessions.list(std::move(*request));
    if (!page)
        co_return page.error();
    QJsonArray items;
    for (const QJsonObject &item : sessionItems(*page))
        items.append(item);
    co_return pageAnswer(items, cursorOf(*page, order));
}

QCoro::Task<Result<Answer>> AdminSessionApi::exportAll(Call call)
{
    auto request = requestParam(call.params);
    if (!request)
        co_return request.error();
    request->limit = ExportedAtOnce;
    co_return exportAnswer(
        call.params["format"_L1].toString(),
        {u"sessions"_s, sessionColumns(),
         pagesOf(m_sessions, &AdminSessionService::list, std::move(*request), sessionItems)});
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
    const auto asOf = asOfParam(call.params, m_sessions.now());
    if (!asOf)
        co_return asOf.error();
    const auto selection = selectionParam(
        call.params, {u"session"_s, u"state:active is everybody"_s},
        [&asOf](const QString &text) { return AdminSessionService::parse(text, *asOf); });
    if (!selection)
        co_return selection.error();
    if (runParam(call.params) == Run::Rehearsal) {
        const auto counted = co_await m_sessions.countActive(actorOf(call), *selection, *asOf);
        if (!counted)
            co_return counted.error();
        co_return Answer{QJsonObject{{"count"_L1, counted->count},
                                     {"leftOut"_L1, counted->leftOut},
                                     {"asOf"_L1, toIso(*asOf)}}};
    }
    const QString why = call.params["reason"_L1].toString();
    const auto revoked = co_await m_sessions.revoke(actorOf(call), *selection, *asOf, why);
    if (!revoked)
        co_return revoked.error();
    co_return Answer{QJsonObject{{"revoked"_L1, revoked->count}, {"leftOut"_L1, revoked->leftOut}}};
}

Result<Filter> AdminSessionApi::filterParam(const QJsonObject &params) const
{
    return AdminSessionService::parse(params["filter"_L1].toString(), m_sessions.now());
}

//! \return which sessions are asked for, in which order and from where on.
Result<SessionRequest> AdminSessionApi::requestParam(const QJsonObject &params) const
{
    const auto filter = filterParam(params);
    if (!filter)
        return filter.error();
    const auto order = orderParam(params);
    if (!order)
        return order.error();
    const auto after = cursorParam(params, *order);
    if (!after)
        return after.error();
    return SessionRequest{.filter = *filter, .order = *order, .after = *after};
}

} // namespace linnet::admin
