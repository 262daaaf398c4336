// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminreports.h"

#include "common/domain/notfound.h"
#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"
#include "server/api/admin/listexport.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

const Field DryRun{"dryRun"_L1, Field::Type::Boolean, Field::Need::Optional};

QJsonObject personObject(UserId id, const QString &name)
{
    return {{"id"_L1, id.toString()}, {"name"_L1, name}};
}

QJsonObject reportItem(const ReportView &view)
{
    const Report &report = view.report;
    return {
        {"id"_L1, report.id.toString()},
        {"kind"_L1, nameOf(report.kind)},
        {"subjectId"_L1, QString::number(report.subject)},
        {"conversationId"_L1,
         report.conversation ? QJsonValue(report.conversation->toString()) : QJsonValue()},
        {"reporter"_L1, personObject(report.reporter, view.reporterName)},
        {"about"_L1, personObject(report.about, view.aboutName)},
        {"reason"_L1, report.reason},
        {"state"_L1, nameOf(report.state)},
        {"assignee"_L1, textOrNull(report.assignee)},
        {"createdAt"_L1, toIso(report.createdAt)},
        {"updatedAt"_L1, toIso(report.updatedAt)},
    };
}

std::vector<QJsonObject> reportItems(const ReportPage &page)
{
    std::vector<QJsonObject> items;
    items.reserve(page.reports.size());
    for (const ReportView &view : page.reports)
        items.push_back(reportItem(view));
    return items;
}

QStringList columns()
{
    return {u"id"_s,          u"kind"_s,          u"subjectId"_s, u"conversationId"_s,
            u"reporter.id"_s, u"reporter.name"_s, u"about.id"_s,  u"about.name"_s,
            u"reason"_s,      u"state"_s,         u"assignee"_s,  u"createdAt"_s,
            u"updatedAt"_s};
}

QJsonObject reportObject(const ReportDetails &details)
{
    const Report &report = details.view.report;
    QJsonObject object = reportItem(details.view);
    object["text"_L1] = textOrNull(report.text);
    object["evidence"_L1] = report.evidence.isEmpty() ? QJsonValue() : QJsonValue(report.evidence);
    QJsonArray notes;
    for (const ReportNote &note : details.notes)
        notes.append(QJsonObject{
            {"at"_L1, toIso(note.at)}, {"by"_L1, note.author}, {"text"_L1, textOrNull(note.text)}});
    object["notes"_L1] = notes;
    return object;
}

Result<Answer> answerOf(const Result<ReportDetails> &details)
{
    if (!details)
        return details.error();
    return Answer{reportObject(*details)};
}

Result<ReportId> reportParam(const QJsonObject &params)
{
    const auto id = ReportId::parse(params["reportId"_L1].toString());
    return id ? Result<ReportId>(*id) : Result<ReportId>(noSuchReport());
}

Result<ReportOrder> orderParam(const QJsonObject &params)
{
    if (!params.contains("sort"_L1))
        return ReportOrder::Newest;
    const auto order = parseReportOrder(params["sort"_L1].toString());
    if (!order)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"sort must be one of "_s + reportOrderNames().join(u", "_s)};
    return *order;
}

} // namespace

AdminReportApi::AdminReportApi(AdminUserService &users, AdminReportService &reports)
    : m_users(users)
    , m_reports(reports)
{}

QList<Endpoint> AdminReportApi::endpoints()
{
    return readers() + writers();
}

//! Whoever may see accounts sees what there is to do; what reports say is for those who handle
//! them.
QList<Endpoint> AdminReportApi::readers()
{
    const Field filter{"filter"_L1, Field::Type::String, Field::Need::Optional};
    const Field sort{"sort"_L1, Field::Type::String, Field::Need::Optional};
    const auto reader = [](QLatin1String name, QLatin1String path) {
        return AdminRow{name, Method::Get, path, Capability::UsersRead};
    };
    return {
        endpoint(reader("reports.list"_L1, "/api/v1/admin/reports"_L1), pageSchema({filter, sort}),
                 std::bind_front(&AdminReportApi::list, this)),
        exportEndpoint(reader("reports.export"_L1, "/api/v1/admin/reports/export"_L1),
                       {filter, sort}, std::bind_front(&AdminReportApi::exportAll, this)),
        endpoint(reader("reports.count"_L1, "/api/v1/admin/reports/count"_L1), {filter},
                 std::bind_front(&AdminReportApi::count, this)),
        endpoint(reader("reports.show"_L1, "/api/v1/admin/reports/{reportId}"_L1),
                 {{"reportId"_L1}}, std::bind_front(&AdminReportApi::show, this)),
    };
}

QList<Endpoint> AdminReportApi::writers()
{
    const Field user{"userId"_L1, Field::Type::String, Field::Need::Optional};
    const Field note{"note"_L1, Field::Type::String, Field::Need::Optional};
    const auto writer = [](QLatin1String name, Method method, QLatin1String path) {
        return AdminRow{name, method, path, Capability::ReportsHandle};
    };
    return {
        endpoint(writer("reports.assign"_L1, Method::Put,
                        "/api/v1/admin/reports/{reportId}/assignee"_L1),
                 {{"reportId"_L1}, user, DryRun}, std::bind_front(&AdminReportApi::assign, this)),
        endpoint(writer("reports.resolve"_L1, Method::Post,
                        "/api/v1/admin/reports/{reportId}/resolution"_L1),
                 {{"reportId"_L1}, note, DryRun}, std::bind_front(&AdminReportApi::resolve, this)),
        endpoint(writer("reports.dismiss"_L1, Method::Post,
                        "/api/v1/admin/reports/{reportId}/dismissal"_L1),
                 {{"reportId"_L1}, note, DryRun}, std::bind_front(&AdminReportApi::dismiss, this)),
        endpoint(writer("reports.reopen"_L1, Method::Post,
                        "/api/v1/admin/reports/{reportId}/reopening"_L1),
                 {{"reportId"_L1}, note, DryRun}, std::bind_front(&AdminReportApi::reopen, this)),
        endpoint(
            writer("reports.note"_L1, Method::Post, "/api/v1/admin/reports/{reportId}/notes"_L1),
            {{"reportId"_L1}, {"note"_L1}, DryRun}, std::bind_front(&AdminReportApi::note, this)),
    };
}

QCoro::Task<Result<Answer>> AdminReportApi::list(Call call)
{
    auto query = queryParam(call.params);
    if (!query)
        co_return query.error();
    query->limit = limitParam(call.params);
    const auto page = co_await m_reports.list(actorOf(call), std::move(*query));
    if (!page)
        co_return page.error();
    QJsonArray items;
    for (const QJsonObject &item : reportItems(*page))
        items.append(item);
    const auto &next = page->next;
    const auto cursor = next ? std::optional(next->toString()) : std::nullopt;
    co_return pageAnswer(items, withSort(call.params, cursor));
}

QCoro::Task<Result<Answer>> AdminReportApi::exportAll(Call call)
{
    const auto query = queryParam(call.params);
    if (!query)
        co_return query.error();
    const auto list = [this, actor = actorOf(call), asked = *query](std::optional<ReportId> after) {
        return m_reports.list(actor, {asked.filter, asked.order, after, ExportedAtOnce});
    };
    co_return exportAnswer(call.params["format"_L1].toString(),
                           {u"reports"_s, columns(), pagesOf<ReportPage>(list, reportItems)});
}

Result<ReportPageQuery> AdminReportApi::queryParam(const QJsonObject &params) const
{
    const auto filter = m_reports.parse(params["filter"_L1].toString());
    if (!filter)
        return filter.error();
    const auto order = orderParam(params);
    if (!order)
        return order.error();
    ReportPageQuery query{.filter = *filter, .order = *order};
    const auto named = sortedCursorParam(params);
    if (!named)
        return named.error();
    const std::optional<QString> &cursor = *named;
    if (!cursor)
        return query;
    query.after = ReportId::parse(*cursor);
    return query.after ? Result<ReportPageQuery>(query) : foreignCursor();
}

QCoro::Task<Result<Answer>> AdminReportApi::count(Call call)
{
    const auto filter = m_reports.parse(call.params["filter"_L1].toString());
    if (!filter)
        co_return filter.error();
    const auto counted = co_await m_reports.count(actorOf(call), *filter);
    if (!counted)
        co_return counted.error();
    co_return countAnswer(*counted);
}

QCoro::Task<Result<Answer>> AdminReportApi::show(Call call)
{
    const auto report = reportParam(call.params);
    if (!report)
        co_return report.error();
    const auto details = co_await m_reports.find(actorOf(call), *report);
    co_return answerOf(details);
}

QCoro::Task<Result<Answer>> AdminReportApi::assign(Call call)
{
    const auto report = reportParam(call.params);
    if (!report)
        co_return report.error();
    Result<UserId> handler = UserId();
    if (call.params.contains("userId"_L1))
        handler = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!handler)
        co_return handler.error();
    const auto details =
        co_await m_reports.assign(actorOf(call), *report, *handler, runParam(call.params));
    co_return answerOf(details);
}

QCoro::Task<Result<Answer>> AdminReportApi::resolve(Call call)
{
    return settle(std::move(call), Report::State::Resolved);
}

QCoro::Task<Result<Answer>> AdminReportApi::dismiss(Call call)
{
    return settle(std::move(call), Report::State::Dismissed);
}

QCoro::Task<Result<Answer>> AdminReportApi::settle(Call call, Report::State state)
{
    const auto report = reportParam(call.params);
    if (!report)
        co_return report.error();
    const ReportVerdict verdict{state, call.params["note"_L1].toString()};
    const auto details =
        co_await m_reports.settle(actorOf(call), *report, verdict, runParam(call.params));
    co_return answerOf(details);
}

QCoro::Task<Result<Answer>> AdminReportApi::reopen(Call call)
{
    const auto report = reportParam(call.params);
    if (!report)
        co_return report.error();
    const QString note = call.params["note"_L1].toString();
    const auto details =
        co_await m_reports.reopen(actorOf(call), *report, note, runParam(call.params));
    co_return answerOf(details);
}

QCoro::Task<Result<Answer>> AdminReportApi::note(Call call)
{
    const auto report = reportParam(call.params);
    if (!report)
        co_return report.error();
    const QString note = call.params["note"_L1].toString();
    const auto details =
        co_await m_reports.note(actorOf(call), *report, note, runParam(call.params));
    co_return answerOf(details);
}

} // namespace linnet::admin
