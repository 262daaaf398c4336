// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminstorage.h"

#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"
#include "server/api/admin/listexport.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr int DefaultShares = 20;

QJsonObject spaceObject(const VolumeSpace &space)
{
    const auto known = [&space](qint64 bytes) {
        return space.bytes > 0 ? QJsonValue(bytes) : QJsonValue();
    };
    return {{"bytes"_L1, known(space.bytes)}, {"free"_L1, known(space.freeBytes)}};
}

QJsonObject useObject(const StorageUse &use)
{
    return {{"media"_L1,
             QJsonObject{{"files"_L1, use.media.files},
                         {"bytes"_L1, use.media.storedBytes},
                         {"namedBytes"_L1, use.media.namedBytes},
                         {"thumbnails"_L1, use.media.thumbnails},
                         {"removed"_L1, use.media.removed}}},
            {"database"_L1, QJsonObject{{"bytes"_L1, use.databaseBytes}}},
            {"volumes"_L1,
             QJsonObject{{"database"_L1, spaceObject(use.databaseVolume)},
                         {"media"_L1, spaceObject(use.mediaVolume)}}}};
}

QJsonObject shareObject(const MediaShare &share)
{
    return {{"key"_L1, textOrNull(share.key)},
            {"label"_L1, textOrNull(share.label)},
            {"files"_L1, share.files},
            {"bytes"_L1, share.storedBytes},
            {"namedBytes"_L1, share.namedBytes}};
}

QJsonObject fileItem(const MediaView &view)
{
    const auto &removal = view.removal;
    return {
        {"id"_L1, view.id.toString()},
        {"name"_L1, textOrNull(view.originalName)},
        {"type"_L1, QString::fromLatin1(view.contentType)},
        {"size"_L1, view.size},
        {"width"_L1, view.width > 0 ? QJsonValue(view.width) : QJsonValue()},
        {"height"_L1, view.height > 0 ? QJsonValue(view.height) : QJsonValue()},
        {"owner"_L1, QJsonObject{{"id"_L1, view.owner.toString()}, {"name"_L1, view.ownerName}}},
        {"createdAt"_L1, toIso(view.createdAt)},
        {"unused"_L1, view.isUnused},
        {"pinned"_L1, view.isPinned},
        {"state"_L1, removal ? "removed"_L1 : "kept"_L1},
        {"removedAt"_L1, removal ? QJsonValue(toIso(removal->at)) : QJsonValue()},
        {"removedBecause"_L1, removal ? QJsonValue(nameOf(removal->why)) : QJsonValue()}};
}

QStringList fileColumns()
{
    return {u"id"_s,     u"name"_s,     u"type"_s,       u"size"_s,          u"width"_s,
            u"height"_s, u"owner.id"_s, u"owner.name"_s, u"createdAt"_s,     u"unused"_s,
            u"pinned"_s, u"state"_s,    u"removedAt"_s,  u"removedBecause"_s};
}

std::vector<QJsonObject> fileItems(const MediaPage &page)
{
    std::vector<QJsonObject> items;
    items.reserve(page.files.size());
    for (const MediaView &view : page.files)
        items.push_back(fileItem(view));
    return items;
}

Result<UsageBy> usageByParam(const QJsonObject &params)
{
    const auto by = parseUsageBy(params["by"_L1].toString());
    if (!by)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"by must be one of "_s + usageByNames().join(u", "_s)};
    return *by;
}

} // namespace

AdminStorageApi::AdminStorageApi(StorageService &storage)
    : m_storage(storage)
{}

QList<Endpoint> AdminStorageApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    const Field filter{"filter"_L1, Type::String, Need::Optional};
    const auto reader = [](QLatin1String name, QLatin1String path) {
        return AdminRow{name, Method::Get, path, Capability::StorageRead};
    };
    const Endpoint exported =
        exportEndpoint(reader("files.export"_L1, "/api/v1/admin/storage/files/export"_L1),
                       listSchema(), std::bind_front(&AdminStorageApi::exportAll, this));
    Endpoint used = endpoint(reader("storage.usage"_L1, "/api/v1/admin/storage/usage"_L1),
                             {{"by"_L1}, {"limit"_L1, Type::Integer, Need::Optional, 1, 200}},
                             std::bind_front(&AdminStorageApi::usage, this));
    used.cost = Cost::Expensive;
    return {
        endpoint(reader("storage.show"_L1, "/api/v1/admin/storage"_L1), {},
                 std::bind_front(&AdminStorageApi::show, this)),
        used,
        endpoint(reader("files.list"_L1, "/api/v1/admin/storage/files"_L1),
                 pageSchema(listSchema()), std::bind_front(&AdminStorageApi::list, this)),
        endpoint(reader("files.count"_L1, "/api/v1/admin/storage/files/count"_L1), {filter},
                 std::bind_front(&AdminStorageApi::count, this)),
        exported,
    };
}

QCoro::Task<Result<Answer>> AdminStorageApi::show(Call)
{
    const auto use = co_await m_storage.use();
    if (!use)
        co_return use.error();
    co_return Answer{useObject(*use)};
}

QCoro::Task<Result<Answer>> AdminStorageApi::usage(Call call)
{
    const auto by = usageByParam(call.params);
    if (!by)
        co_return by.error();
    const auto usage = co_await m_storage.usage(*by, call.params["limit"_L1].toInt(DefaultShares));
    if (!usage)
        co_return usage.error();
    QJsonArray items;
    for (const MediaShare &share : usage->shares)
        items.append(shareObject(share));
    QJsonObject rest = shareObject(usage->rest);
    rest.remove("key"_L1);
    rest.remove("label"_L1);
    rest["count"_L1] = usage->restCount;
    co_return Answer{QJsonObject{{"items"_L1, items}, {"rest"_L1, rest}}};
}

QCoro::Task<Result<Answer>> AdminStorageApi::list(Call call)
{
    const auto query = queryParam(call.params);
    if (!query)
        co_return query.error();
    const auto page = co_await m_storage.list(*query);
    if (!page)
        co_return page.error();
    co_return pageAnswer(fileItems(*page), *query, page->next);
}

QCoro::Task<Result<Answer>> AdminStorageApi::count(Call call)
{
    const auto filter = m_storage.parse(call.params["filter"_L1].toString());
    if (!filter)
        co_return filter.error();
    const auto counted = co_await m_storage.count(*filter);
    if (!counted)
        co_return counted.error();
    co_return countAnswer(*counted);
}

QCoro::Task<Result<Answer>> AdminStorageApi::exportAll(Call call)
{
    auto query = queryParam(call.params);
    if (!query)
        co_return query.error();
    query->limit = ExportedAtOnce;
    co_return exportAnswer(
        call.params["format"_L1].toString(),
        {u"files"_s, fileColumns(), pagesOf(m_storage, &StorageService::list, *query, fileItems)});
}

Result<ListQuery> AdminStorageApi::queryParam(const QJsonObject &params) const
{
    return listParam(params, m_storage.parse(params["filter"_L1].toString()), mediaKeys());
}

} // namespace linnet::admin
