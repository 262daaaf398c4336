// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminaudit.h"

#include "server/api/admin/adminrows.h"
#include "server/api/admin/listexport.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr int DefaultLimit = 50;

//! \brief Which page of the log is asked for: the newest, or what is older than an entry.
struct AuditRequest
{
    std::optional<qint64> after = {};
};

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

std::vector<QJsonObject> entryObjects(const AuditPage &page)
{
    std::vector<QJsonObject> items;
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
    Endpoint verify = endpoint({"audit.verify"_L1, Method::Get,
                                "/api/v1/admin/audit/verification"_L1, Capability::AuditRead},
                               {}, std::bind_front(&AdminAuditApi::verify, this));
    verify.cost = Cost::Expensive;
    Endpoint exported = endpoint(
        {"audit.export"_L1, Method::Get, "/api/v1/admin/audit/export"_L1, Capability::AuditRead},
        {{"format"_L1}}, std::bind_front(&AdminAuditApi::exportAll, this));
    exported.cost = Cost::Expensive;
    return {
        exported,
        endpoint({"audit.list"_L1, Method::Get, "/api/v1/admin/audit"_L1, Capability::AuditRead},
                 {{"limit"_L1, Field::Type::Integer, Field::Need::Optional, 1, 200},
                  {"cursor"_L1, Field::Type::String, Field::Need::Optional}},
                 std::bind_front(&AdminAuditApi::list, this)),
        verify,
    };
}

QCoro::Task<Result<Answer>> AdminAuditApi::list(Call call)
{
    const auto before = numberCursorParam(call.params);
    if (!before)
        co_return before.error();
    const auto page = co_await m_audit.list(call.params["limit"_L1].toInt(DefaultLimit), *before);
    if (!page)
        co_return page.error();
    QJsonArray items;
    for (const QJsonObject &item : entryObjects(*page))
        items.append(item);
    co_return Answer{QJsonObject{{"items"_L1, items}, {"nextCursor"_L1, cursorOf(page->next)}}};
}

QCoro::Task<Result<Answer>> AdminAuditApi::exportAll(Call call)
{
    const auto list = [&audit = m_audit](AuditRequest request) {
        return audit.list(ExportedAtOnce, request.after);
    };
    const auto walk =
        std::make_shared<ListWalk<AuditRequest, AuditPage>>(AuditRequest(), list, entryObjects);
    co_return exportAnswer(call.params["format"_L1].toString(),
                           {u"audit"_s, columns(), [walk] { return walk->next(); }});
}

QCoro::Task<Result<Answer>> AdminAuditApi::verify(Call)
{
    const auto verdict = co_await m_audit.verify();
    if (!verdict)
        co_return verdict.error();
    co_return Answer{QJsonObject{
        {"isIntact"_L1, !verdict->broken},
        {"checked"_L1, verdict->checked},
        {"head"_L1, QString::fromLatin1(verdict->head.toHex())},
        {"broken"_L1, numberOf(verdict->broken)},
    }};
}

} // namespace linnet::admin
