// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminjobs.h"

#include "common/domain/maskedidentifier.h"
#include "common/domain/notfound.h"
#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"
#include "server/api/admin/listexport.h"
#include "server/api/admin/selectionparam.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

QLatin1String nameOf(Job::State state)
{
    switch (state) {
    case Job::State::Pending:
        return "pending"_L1;
    case Job::State::Running:
        return "running"_L1;
    case Job::State::Done:
        return "done"_L1;
    case Job::State::Dead:
        return "dead"_L1;
    }
    Q_UNREACHABLE();
}

QJsonObject jobItem(const JobView &view)
{
    const Job &job = view.job;
    const bool hasEnded = job.state == Job::State::Done || job.state == Job::State::Dead;
    return {{"id"_L1, job.id.toString()},
            {"kind"_L1, job.kind},
            {"state"_L1, nameOf(job.state)},
            {"attempts"_L1, job.attempts},
            {"dueAt"_L1, hasEnded ? QJsonValue() : QJsonValue(toIso(job.dueAt))},
            {"node"_L1, view.node ? QJsonValue(*view.node) : QJsonValue()},
            {"lastError"_L1, textOrNull(maskedText(job.lastError))},
            {"createdAt"_L1, toIso(job.createdAt)},
            {"updatedAt"_L1, toIso(job.updatedAt)}};
}

std::vector<QJsonObject> jobItems(const JobPage &page)
{
    std::vector<QJsonObject> items;
    items.reserve(page.jobs.size());
    for (const JobView &view : page.jobs)
        items.push_back(jobItem(view));
    return items;
}

QStringList columns()
{
    return {u"id"_s,   u"kind"_s,      u"state"_s,     u"attempts"_s, u"dueAt"_s,
            u"node"_s, u"lastError"_s, u"createdAt"_s, u"updatedAt"_s};
}

Result<JobOrder> orderParam(const QJsonObject &params)
{
    if (!params.contains("sort"_L1))
        return JobOrder();
    const auto order = parseJobOrder(params["sort"_L1].toString());
    if (!order)
        return invalid(u"sort must be one of "_s + jobOrderNames().join(u", "_s));
    return *order;
}

} // namespace

AdminJobApi::AdminJobApi(AdminJobService &jobs)
    : m_jobs(jobs)
{}

QList<Endpoint> AdminJobApi::endpoints()
{
    return readers() + writers();
}

QList<Endpoint> AdminJobApi::readers()
{
    const Field filter{"filter"_L1, Field::Type::String, Field::Need::Optional};
    const Field sort{"sort"_L1, Field::Type::String, Field::Need::Optional};
    const auto reader = [](QLatin1String name, QLatin1String path) {
        return AdminRow{name, Method::Get, path, Capability::JobsRead};
    };
    const Endpoint exported =
        exportEndpoint(reader("jobs.export"_L1, "/api/v1/admin/jobs/export"_L1), {filter, sort},
                       std::bind_front(&AdminJobApi::exportAll, this));
    return {
        endpoint(reader("jobs.list"_L1, "/api/v1/admin/jobs"_L1), pageSchema({filter, sort}),
                 std::bind_front(&AdminJobApi::list, this)),
        endpoint(reader("jobs.count"_L1, "/api/v1/admin/jobs/count"_L1), {filter},
                 std::bind_front(&AdminJobApi::count, this)),
        exported,
        endpoint(reader("jobs.show"_L1, "/api/v1/admin/jobs/{jobId}"_L1), {{"jobId"_L1}},
                 std::bind_front(&AdminJobApi::show, this)),
    };
}

QList<Endpoint> AdminJobApi::writers()
{
    using Type = Field::Type;
    using Need = Field::Need;
    const Schema selection{{"filter"_L1, Type::String, Need::Optional},
                           {"ids"_L1, Type::StringArray, Need::Optional},
                           {"asOf"_L1, Type::String, Need::Optional},
                           {"dryRun"_L1, Type::Boolean, Need::Optional}};
    const auto writer = [](QLatin1String name, QLatin1String path) {
        return AdminRow{name, Method::Post, path, Capability::JobsWrite};
    };
    return {
        endpoint(writer("jobs.retry"_L1, "/api/v1/admin/jobs/retries"_L1), selection,
                 std::bind_front(&AdminJobApi::retry, this)),
        endpoint(writer("jobs.discard"_L1, "/api/v1/admin/jobs/discards"_L1), selection,
                 std::bind_front(&AdminJobApi::discard, this)),
    };
}

QCoro::Task<Result<Answer>> AdminJobApi::list(Call call)
{
    auto query = queryParam(call.params);
    if (!query)
        co_return query.error();
    query->limit = limitParam(call.params);
    const auto page = co_await m_jobs.list(std::move(*query));
    if (!page)
        co_return page.error();
    QJsonArray items;
    for (const QJsonObject &item : jobItems(*page))
        items.append(item);
    const auto &next = page->next;
    const auto cursor = next ? std::optional(toCursor(*next)) : std::nullopt;
    co_return pageAnswer(items, withSort(call.params, cursor));
}

QCoro::Task<Result<Answer>> AdminJobApi::exportAll(Call call)
{
    auto query = queryParam(call.params);
    if (!query)
        co_return query.error();
    query->limit = ExportedAtOnce;
    co_return exportAnswer(call.params["format"_L1].toString(),
                           {u"jobs"_s, columns(),
                            pagesOf(m_jobs, &AdminJobService::list, std::move(*query), jobItems)});
}

QCoro::Task<Result<Answer>> AdminJobApi::count(Call call)
{
    const auto filter = filterParam(call.params);
    if (!filter)
        co_return filter.error();
    const auto counted = co_await m_jobs.count(*filter);
    if (!counted)
        co_return counted.error();
    co_return countAnswer(*counted);
}

QCoro::Task<Result<Answer>> AdminJobApi::show(Call call)
{
    const auto id = JobId::parse(call.params["jobId"_L1].toString());
    if (!id)
        co_return noSuchJob();
    const auto view = co_await m_jobs.find(*id);
    if (!view)
        co_return view.error();
    co_return Answer{jobItem(*view)};
}

QCoro::Task<Result<Answer>> AdminJobApi::retry(Call call)
{
    return act(std::move(call), &AdminJobService::retry);
}

QCoro::Task<Result<Answer>> AdminJobApi::discard(Call call)
{
    return act(std::move(call), &AdminJobService::discard);
}

QCoro::Task<Result<Answer>> AdminJobApi::act(Call call, Deed deed)
{
    const auto asOf = asOfParam(call.params, m_jobs.now());
    if (!asOf)
        co_return asOf.error();
    const auto selection = selectionParam(
        call.params, {u"job"_s, u"state:dead is all"_s},
        [&asOf](const QString &text) { return AdminJobService::parse(text, *asOf); });
    if (!selection)
        co_return selection.error();
    if (runParam(call.params) == Run::Rehearsal) {
        const auto counted = co_await m_jobs.countDead(*selection, *asOf);
        if (!counted)
            co_return counted.error();
        co_return Answer{QJsonObject{{"count"_L1, *counted}, {"asOf"_L1, toIso(*asOf)}}};
    }
    const auto acted = co_await std::invoke(deed, m_jobs, actorOf(call), *selection, *asOf);
    if (!acted)
        co_return acted.error();
    co_return Answer{QJsonObject{{"count"_L1, *acted}}};
}

Result<Filter> AdminJobApi::filterParam(const QJsonObject &params) const
{
    return AdminJobService::parse(params["filter"_L1].toString(), m_jobs.now());
}

Result<JobListQuery> AdminJobApi::queryParam(const QJsonObject &params) const
{
    const auto filter = filterParam(params);
    if (!filter)
        return filter.error();
    const auto order = orderParam(params);
    if (!order)
        return order.error();
    JobListQuery query{.filter = *filter, .order = *order};
    const auto named = sortedCursorParam(params);
    if (!named)
        return named.error();
    const std::optional<QString> &cursor = *named;
    if (!cursor)
        return query;
    query.after = parseJobCursor(*cursor);
    return query.after ? Result<JobListQuery>(query) : foreignCursor();
}

} // namespace linnet::admin
