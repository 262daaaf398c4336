// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminsweeps.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"
#include "server/api/admin/listexport.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

QJsonObject sweepObject(const Sweep &sweep)
{
    return {{"id"_L1, QString::number(sweep.number)},
            {"state"_L1, nameOf(sweep.state)},
            {"dryRun"_L1, sweep.mode == Sweep::Mode::DryRun},
            {"rules"_L1, toJson(sweep.rules)},
            {"requestedBy"_L1, sweep.requestedBy},
            {"requestedAt"_L1, toIso(sweep.requestedAt)},
            {"endedAt"_L1, timeOrNull(sweep.endedAt)},
            {"progress"_L1,
             QJsonObject{{"step"_L1, textOrNull(sweep.progress.step)},
                         {"done"_L1, sweep.progress.done}}},
            {"findings"_L1, toJson(sweep.findings)},
            {"problem"_L1, textOrNull(sweep.problem)}};
}

std::vector<QJsonObject> sweepItems(const SweepPage &page)
{
    std::vector<QJsonObject> items;
    for (const Sweep &sweep : page.sweeps)
        items.push_back(sweepObject(sweep));
    return items;
}

QStringList columns()
{
    QStringList names{u"id"_s,          u"state"_s,   u"dryRun"_s, u"requestedBy"_s,
                      u"requestedAt"_s, u"endedAt"_s, u"problem"_s};
    for (const auto &kind :
         {u"unused"_s, u"tooOld"_s, u"noRoom"_s, u"unreferenced"_s, u"leftovers"_s})
        names << u"findings.%1.files"_s.arg(kind) << u"findings.%1.bytes"_s.arg(kind);
    return names << u"findings.missing.files"_s;
}

Result<Answer> answerOf(const Result<Sweep> &sweep)
{
    if (!sweep)
        return sweep.error();
    return Answer{sweepObject(*sweep)};
}

} // namespace

AdminSweepApi::AdminSweepApi(SweepService &sweeps)
    : m_sweeps(sweeps)
{}

QList<Endpoint> AdminSweepApi::endpoints()
{
    const QLatin1String all = "/api/v1/admin/storage/sweeps"_L1;
    return {
        endpoint({"sweeps.list"_L1, Method::Get, all, Capability::StorageRead}, pageSchema({}),
                 std::bind_front(&AdminSweepApi::list, this)),
        exportEndpoint({"sweeps.export"_L1, Method::Get, "/api/v1/admin/storage/sweeps/export"_L1,
                        Capability::StorageRead},
                       {}, std::bind_front(&AdminSweepApi::exportAll, this)),
        endpoint({"sweeps.find"_L1, Method::Get, "/api/v1/admin/storage/sweeps/{sweepId}"_L1,
                  Capability::StorageRead},
                 {{"sweepId"_L1}}, std::bind_front(&AdminSweepApi::find, this)),
        endpoint({"sweeps.begin"_L1, Method::Post, all, Capability::StorageWrite},
                 {{"dryRun"_L1, Field::Type::Boolean, Field::Need::Optional}},
                 std::bind_front(&AdminSweepApi::begin, this)),
    };
}

QCoro::Task<Result<Answer>> AdminSweepApi::list(Call call)
{
    const auto before = numberCursorParam(call.params);
    if (!before)
        co_return before.error();
    const auto page = co_await m_sweeps.list(limitParam(call.params), *before);
    if (!page)
        co_return page.error();
    QJsonArray items;
    for (const QJsonObject &item : sweepItems(*page))
        items.append(item);
    co_return pageAnswer(items,
                         page->next ? std::optional(QString::number(*page->next)) : std::nullopt);
}

QCoro::Task<Result<Answer>> AdminSweepApi::exportAll(Call call)
{
    const auto list = [this](std::optional<qint64> before) {
        return m_sweeps.list(ExportedAtOnce, before);
    };
    co_return exportAnswer(call.params["format"_L1].toString(),
                           {u"sweeps"_s, columns(), pagesOf<SweepPage>(list, sweepItems)});
}

QCoro::Task<Result<Answer>> AdminSweepApi::find(Call call)
{
    // What is no number is the number of none.
    const auto sweep = co_await m_sweeps.find(call.params["sweepId"_L1].toString().toLongLong());
    co_return answerOf(sweep);
}

QCoro::Task<Result<Answer>> AdminSweepApi::begin(Call call)
{
    const auto mode =
        runParam(call.params) == Run::Rehearsal ? Sweep::Mode::DryRun : Sweep::Mode::ForReal;
    const auto sweep = co_await m_sweeps.begin(actorOf(call), mode);
    co_return answerOf(sweep);
}

} // namespace linnet::admin
