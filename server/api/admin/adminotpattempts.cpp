// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminotpattempts.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"
#include "server/api/admin/listexport.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

QJsonObject attemptItem(const CodeAttempt &attempt)
{
    const QString user = attempt.account.isNull() ? QString() : attempt.account.toString();
    return {{"id"_L1, attempt.id.toString()},
            {"purpose"_L1, nameOf(attempt.purpose)},
            {"kind"_L1, nameOf(attempt.kind)},
            {"to"_L1, attempt.destination},
            {"userId"_L1, textOrNull(user)},
            {"address"_L1, textOrNull(attempt.address)},
            {"state"_L1, nameOf(attempt.state)},
            {"guesses"_L1, attempt.guesses},
            {"requestedAt"_L1, toIso(attempt.requestedAt)}};
}

std::vector<QJsonObject> attemptItems(const CodeAttemptPage &page)
{
    std::vector<QJsonObject> items;
    items.reserve(page.attempts.size());
    for (const CodeAttempt &attempt : page.attempts)
        items.push_back(attemptItem(attempt));
    return items;
}

QStringList columns()
{
    return {u"id"_s,     u"requestedAt"_s, u"to"_s,    u"kind"_s,   u"purpose"_s,
            u"userId"_s, u"address"_s,     u"state"_s, u"guesses"_s};
}

Result<CodeAttemptOrder> orderParam(const QJsonObject &params)
{
    if (!params.contains("sort"_L1))
        return CodeAttemptOrder();
    const auto order = parseCodeAttemptOrder(params["sort"_L1].toString());
    if (!order)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"sort must be one of "_s + codeAttemptOrderNames().join(u", "_s)};
    return *order;
}

} // namespace

AdminOtpAttemptApi::AdminOtpAttemptApi(OtpAttemptService &attempts)
    : m_attempts(attempts)
{}

QList<Endpoint> AdminOtpAttemptApi::endpoints()
{
    const Field filter{"filter"_L1, Field::Type::String, Field::Need::Optional};
    const Field sort{"sort"_L1, Field::Type::String, Field::Need::Optional};
    const auto reader = [](QLatin1String name, QLatin1String path) {
        return AdminRow{name, Method::Get, path, Capability::OtpRead};
    };
    const Endpoint exported =
        exportEndpoint(reader("otp.attempts.export"_L1, "/api/v1/admin/otp/attempts/export"_L1),
                       {filter, sort}, std::bind_front(&AdminOtpAttemptApi::exportAll, this));
    return {
        endpoint(reader("otp.attempts"_L1, "/api/v1/admin/otp/attempts"_L1),
                 pageSchema({filter, sort}), std::bind_front(&AdminOtpAttemptApi::list, this)),
        endpoint(reader("otp.attempts.count"_L1, "/api/v1/admin/otp/attempts/count"_L1), {filter},
                 std::bind_front(&AdminOtpAttemptApi::count, this)),
        exported,
        endpoint(reader("otp.delivery"_L1, "/api/v1/admin/otp/delivery"_L1), {filter},
                 std::bind_front(&AdminOtpAttemptApi::delivery, this)),
    };
}

QCoro::Task<Result<Answer>> AdminOtpAttemptApi::list(Call call)
{
    auto query = queryParam(call.params);
    if (!query)
        co_return query.error();
    query->limit = limitParam(call.params);
    const auto page = co_await m_attempts.list(std::move(*query));
    if (!page)
        co_return page.error();
    QJsonArray items;
    for (const CodeAttempt &attempt : page->attempts)
        items.append(attemptItem(attempt));
    const auto &next = page->next;
    const auto cursor = next ? std::optional(toCursor(*next)) : std::nullopt;
    co_return pageAnswer(items, withSort(call.params, cursor));
}

QCoro::Task<Result<Answer>> AdminOtpAttemptApi::exportAll(Call call)
{
    auto query = queryParam(call.params);
    if (!query)
        co_return query.error();
    query->limit = ExportedAtOnce;
    co_return exportAnswer(
        call.params["format"_L1].toString(),
        {u"otp-attempts"_s, columns(),
         pagesOf(m_attempts, &OtpAttemptService::list, std::move(*query), attemptItems)});
}

QCoro::Task<Result<Answer>> AdminOtpAttemptApi::count(Call call)
{
    const auto filter = filterParam(call.params);
    if (!filter)
        co_return filter.error();
    const auto counted = co_await m_attempts.count(*filter);
    if (!counted)
        co_return counted.error();
    co_return countAnswer(*counted);
}

//! There are as many rows as kinds of destinations, so there is one page.
QCoro::Task<Result<Answer>> AdminOtpAttemptApi::delivery(Call call)
{
    const auto filter = filterParam(call.params);
    if (!filter)
        co_return filter.error();
    const auto delivery = co_await m_attempts.delivery(*filter);
    if (!delivery)
        co_return delivery.error();
    QJsonArray items;
    for (const CodeDelivery &each : *delivery)
        items.append(QJsonObject{{"kind"_L1, nameOf(each.kind)},
                                 {"sent"_L1, each.sent},
                                 {"undelivered"_L1, each.undelivered},
                                 {"used"_L1, each.used},
                                 {"lastLostAt"_L1, timeOrNull(each.lastLost)}});
    co_return pageAnswer(items, std::nullopt);
}

Result<Filter> AdminOtpAttemptApi::filterParam(const QJsonObject &params) const
{
    return m_attempts.parse(params["filter"_L1].toString());
}

Result<CodeAttemptQuery> AdminOtpAttemptApi::queryParam(const QJsonObject &params) const
{
    const auto filter = filterParam(params);
    if (!filter)
        return filter.error();
    const auto order = orderParam(params);
    if (!order)
        return order.error();
    CodeAttemptQuery query{.filter = *filter, .order = *order};
    const auto named = sortedCursorParam(params);
    if (!named)
        return named.error();
    const std::optional<QString> &cursor = *named;
    if (!cursor)
        return query;
    query.after = parseCodeAttemptCursor(*cursor);
    return query.after ? Result<CodeAttemptQuery>(query) : foreignCursor();
}

} // namespace linnet::admin
