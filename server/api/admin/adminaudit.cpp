// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminaudit.h"

#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"
#include "server/api/admin/listexport.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

QJsonObject entryObject(const AuditEntry &entry)
{
    return {
        {"number"_L1, entry.number},
        {"at"_L1, toIso(entry.at)},
        {"actor"_L1, entry.actor},
        {"address"_L1, entry.address},
        {"requestId"_L1, entry.requestId},
        {"action"_L1, entry.action},
        {"target"_L1, entry.target},
        {"before"_L1, QJsonDocument::fromJson(entry.before.toUtf8()).object()},
        {"after"_L1, QJsonDocument::fromJson(entry.after.toUtf8()).object()},
        {"hash"_L1, QString::fromLatin1(entry.hash.toHex())},
    };
}

std::vector<QJsonObject> entryItems(const AuditPage &page)
{
    std::vector<QJsonObject> items;
    items.reserve(page.entries.size());
    for (const AuditEntry &entry : page.entries)
        items.push_back(entryObject(entry));
    return items;
}

QStringList columns()
{
    return {u"number"_s, u"at"_s,     u"actor"_s,  u"address"_s, u"requestId"_s,
            u"action"_s, u"target"_s, u"before"_s, u"after"_s,   u"hash"_s};
}

QJsonValue numberOf(std::optional<qint64> number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

} // namespace

AdminAuditApi::AdminAuditApi(AuditService &audit)
    : m_audit(audit)
{}

QList<Endpoint> AdminAuditApi::endpoints()
{
    const Field filter{"filter"_L1, Field::Type::String, Field::Need::Optional};
    const auto reader = [](QLatin1String name, QLatin1String path) {
        return AdminRow{name, Method::Get, path, Capability::AuditRead};
    };
    const Endpoint exported =
        exportEndpoint(reader("audit.export"_L1, "/api/v1/admin/audit/export"_L1), listSchema(),
                       std::bind_front(&AdminAuditApi::exportAll, this));
    Endpoint verified = endpoint(reader("audit.verify"_L1, "/api/v1/admin/audit/verification"_L1),
                                 {}, std::bind_front(&AdminAuditApi::verify, this));
    verified.cost = Cost::Expensive;
    return {
        endpoint(reader("audit.list"_L1, "/api/v1/admin/audit"_L1), pageSchema(listSchema()),
                 std::bind_front(&AdminAuditApi::list, this)),
        endpoint(reader("audit.count"_L1, "/api/v1/admin/audit/count"_L1), {filter},
                 std::bind_front(&AdminAuditApi::count, this)),
        exported,
        verified,
    };
}

QCoro::Task<Result<Answer>> AdminAuditApi::list(Call call)
{
    const auto query = listParam(call.params, filterParam(call.params), auditKeys());
    if (!query)
        co_return query.error();
    const auto page = co_await m_audit.list(*query);
    if (!page)
        co_return page.error();
    co_return pageAnswer(entryItems(*page), *query, page->next);
}

QCoro::Task<Result<Answer>> AdminAuditApi::count(Call call)
{
    const auto filter = filterParam(call.params);
    if (!filter)
        co_return filter.error();
    const auto counted = co_await m_audit.count(*filter);
    if (!counted)
        co_return counted.error();
    co_return countAnswer(*counted);
}

QCoro::Task<Result<Answer>> AdminAuditApi::exportAll(Call call)
{
    auto query = listParam(call.params, filterParam(call.params), auditKeys());
    if (!query)
        co_return query.error();
    query->limit = ExportedAtOnce;
    co_return exportAnswer(
        call.params["format"_L1].toString(),
        {u"audit"_s, columns(), pagesOf(m_audit, &AuditService::list, *query, entryItems)});
}

Result<Filter> AdminAuditApi::filterParam(const QJsonObject &params) const
{
    return m_audit.parse(params["filter"_L1].toString());
}

QCoro::Task<Result<Answer>> AdminAuditApi::verify(Call)
{
    const auto verdict = co_await m_audit.verify();
    if (!verdict)
        co_return verdict.error();
    co_return Answer{QJsonObject{
        {"isIntact"_L1, !verdict->broken},
        {"first"_L1, verdict->first},
        {"checked"_L1, verdict->checked},
        {"head"_L1, QString::fromLatin1(verdict->head.toHex())},
        {"broken"_L1, numberOf(verdict->broken)},
    }};
}

} // namespace linnet::admin
