// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminsettings.h"

#include "server/api/admin/adminrows.h"
#include "server/api/admin/listexport.h"
#include "server/api/admin/settingjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr int DefaultLimit = 50;

Result<Answer> outcomeAnswer(const Result<SettingsOutcome> &outcome, Run run)
{
    if (!outcome)
        return outcome.error();
    return Answer{outcomeObject(*outcome, run)};
}

QJsonObject parsed(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).object();
}

QJsonObject changeObject(const AuditEntry &entry)
{
    const QString undoes = u"setting-change:"_s;
    return {
        {"id"_L1, QString::number(entry.number)},
        {"at"_L1, toIso(entry.at)},
        {"actor"_L1, entry.actor},
        {"address"_L1, entry.address},
        {"before"_L1, parsed(entry.before)},
        {"after"_L1, parsed(entry.after)},
        {"undoes"_L1,
         entry.target.startsWith(undoes) ? QJsonValue(entry.target.mid(undoes.size()))
                                         : QJsonValue()},
    };
}

std::vector<QJsonObject> changeItems(const SettingHistory &page)
{
    std::vector<QJsonObject> items;
    for (const AuditEntry &entry : page.entries)
        items.push_back(changeObject(entry));
    return items;
}

QStringList changeColumns()
{
    return {u"id"_s, u"at"_s, u"actor"_s, u"address"_s, u"before"_s, u"after"_s, u"undoes"_s};
}

//! \return the first of \p settings after the one that is called \p cursor.
auto pageStart(const std::vector<SettingState> &settings, const QString &cursor)
{
    const auto found =
        std::find_if(settings.begin(), settings.end(),
                     [&cursor](const SettingState &each) { return each.setting->name == cursor; });
    return found == settings.end() ? settings.begin() : std::next(found);
}

} // namespace

AdminSettingApi::AdminSettingApi(SettingService &settings)
    : m_settings(settings)
{}

QList<Endpoint> AdminSettingApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    const Field limit{"limit"_L1, Type::Integer, Need::Optional, 1, 200};
    const Field cursor{"cursor"_L1, Type::String, Need::Optional};
    const Field dryRun{"dryRun"_L1, Type::Boolean, Need::Optional};
    const Field name{"name"_L1};
    const auto row = [](QLatin1String rowName, Method method, QLatin1String path,
                        Capability capability) {
        return AdminRow{rowName, method, path, capability};
    };
    return {
        endpoint(row("settings.list"_L1, Method::Get, "/api/v1/admin/settings"_L1,
                     Capability::ConfigRead),
                 {limit, cursor}, std::bind_front(&AdminSettingApi::list, this)),
        endpoint(row("settings.show"_L1, Method::Get, "/api/v1/admin/settings/{name}"_L1,
                     Capability::ConfigRead),
                 {name}, std::bind_front(&AdminSettingApi::show, this)),
        endpoint(row("settings.change"_L1, Method::Put, "/api/v1/admin/settings"_L1,
                     Capability::ConfigWrite),
                 {{"values"_L1, Type::Object}, dryRun},
                 std::bind_front(&AdminSettingApi::change, this)),
        endpoint(row("settings.reset"_L1, Method::Delete, "/api/v1/admin/settings/{name}"_L1,
                     Capability::ConfigWrite),
                 {name, dryRun}, std::bind_front(&AdminSettingApi::reset, this)),
        endpoint(row("settings.history"_L1, Method::Get, "/api/v1/admin/settings/history"_L1,
                     Capability::ConfigRead),
                 {limit, cursor}, std::bind_front(&AdminSettingApi::history, this)),
        exportEndpoint(row("settings.export-history"_L1, Method::Get,
                           "/api/v1/admin/settings/history/export"_L1, Capability::ConfigRead),
                       {}, std::bind_front(&AdminSettingApi::exportHistory, this)),
        endpoint(row("settings.undo"_L1, Method::Post,
                     "/api/v1/admin/settings/history/{id}/undo"_L1, Capability::ConfigWrite),
                 {{"id"_L1}, dryRun}, std::bind_front(&AdminSettingApi::undo, this)),
    };
}

QCoro::Task<Result<Answer>> AdminSettingApi::list(Call call)
{
    const auto settings = m_settings.list();
    const auto limit = std::ptrdiff_t(call.params["limit"_L1].toInt(int(settings.size())));
    const auto first = pageStart(settings, call.params["cursor"_L1].toString());
    const auto end = std::next(first, std::min(limit, std::distance(first, settings.end())));
    QJsonArray items;
    for (auto each = first; each != end; ++each)
        items.append(settingObject(*each));
    const bool isLast = end == settings.end() || items.isEmpty();
    const QJsonValue next = isLast ? QJsonValue() : items.last()["name"_L1];
    co_return Answer{QJsonObject{{"items"_L1, items}, {"nextCursor"_L1, next}}};
}

QCoro::Task<Result<Answer>> AdminSettingApi::show(Call call)
{
    const auto found = m_settings.find(call.params["name"_L1].toString());
    if (!found)
        co_return found.error();
    co_return Answer{settingObject(*found)};
}

QCoro::Task<Result<Answer>> AdminSettingApi::change(Call call)
{
    const Run run = runParam(call.params);
    const auto outcome =
        co_await m_settings.change(actorOf(call), call.params["values"_L1].toObject(), run);
    co_return outcomeAnswer(outcome, run);
}

QCoro::Task<Result<Answer>> AdminSettingApi::reset(Call call)
{
    const auto found = m_settings.find(call.params["name"_L1].toString());
    if (!found)
        co_return found.error();
    const Run run = runParam(call.params);
    const SettingValues wanted{{found->setting->name, QJsonValue()}};
    const auto outcome = co_await m_settings.change(actorOf(call), wanted, run);
    co_return outcomeAnswer(outcome, run);
}

QCoro::Task<Result<Answer>> AdminSettingApi::history(Call call)
{
    const auto before = numberCursorParam(call.params);
    if (!before)
        co_return before.error();
    const int limit = call.params["limit"_L1].toInt(DefaultLimit);
    const auto page = co_await m_settings.history(limit, *before);
    if (!page)
        co_return page.error();
    QJsonArray items;
    for (const QJsonObject &item : changeItems(*page))
        items.append(item);
    co_return Answer{QJsonObject{{"items"_L1, items}, {"nextCursor"_L1, cursorOf(page->next)}}};
}

QCoro::Task<Result<Answer>> AdminSettingApi::exportHistory(Call call)
{
    const auto list = [this](std::optional<qint64> before) {
        return m_settings.history(ExportedAtOnce, before);
    };
    co_return exportAnswer(
        call.params["format"_L1].toString(),
        {u"setting-history"_s, changeColumns(), pagesOf<SettingHistory>(list, changeItems)});
}

//! What is no number names no change, as a number of none does.
QCoro::Task<Result<Answer>> AdminSettingApi::undo(Call call)
{
    const Run run = runParam(call.params);
    const qint64 number = std::max(0LL, call.params["id"_L1].toString().toLongLong());
    const auto outcome = co_await m_settings.undo(actorOf(call), number, run);
    co_return outcomeAnswer(outcome, run);
}

} // namespace linnet::admin
