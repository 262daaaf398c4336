// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/storageservice.h"

#include "common/core/clock.h"
#include "common/core/volume.h"
#include "server/services/cpupool.h"
#include "server/storage/database.h"

#include <QFileInfo>

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostListed = 200;

//! \return the space where \p path is, or will be.
VolumeSpace spaceAt(const QString &path)
{
    const auto volume = volumeAt(path);
    return volume ? VolumeSpace{volume->total, volume->available} : VolumeSpace();
}

qint64 sizeOfDatabase(const QString &file)
{
    return QFileInfo(file).size() + QFileInfo(file + u"-wal"_s).size();
}

//! Blocks on the disk.
StorageUse measure(const StoragePlaces &places)
{
    return {.media = {},
            .databaseBytes = sizeOfDatabase(places.database),
            .databaseVolume = spaceAt(places.database),
            .mediaVolume = spaceAt(places.media)};
}

} // namespace

StorageService::StorageService(AdminContext context, StoragePlaces places, CpuPool &pool)
    : m_context(context)
    , m_places(std::move(places))
    , m_pool(pool)
{}

QCoro::Task<Result<StorageUse>> StorageService::use()
{
    const auto totals =
        co_await m_context.database.read([](Stores &stores) { return stores.mediaList.totals(); });
    if (!totals)
        co_return totals.error();
    auto use = co_await m_pool.run([places = m_places] { return measure(places); });
    if (!use)
        co_return use.error();
    use->media = *totals;
    co_return use;
}

QCoro::Task<Result<MediaUsage>> StorageService::usage(UsageBy by, int limit)
{
    const int count = std::clamp(limit, 1, MostListed);
    const auto usage =
        co_await m_context.database.read([by, count, now = m_context.clock.now()](Stores &stores) {
            return stores.mediaList.usage(by, now, count);
        });
    co_return usage;
}

Result<Filter> StorageService::parse(const QString &expression) const
{
    return parseFilter(expression, mediaFields(), m_context.clock.now());
}

QCoro::Task<Result<MediaPage>> StorageService::list(ListQuery query)
{
    query.limit = std::clamp(query.limit, 1, MostListed) + 1;
    auto files = co_await m_context.database.read(
        [query](Stores &stores) { return stores.mediaList.list(query); });
    if (!files)
        co_return files.error();
    MediaPage page{std::move(*files), std::nullopt};
    if (page.files.size() == size_t(query.limit)) {
        page.files.pop_back();
        page.next = placeOf(page.files.back(), query.order);
    }
    co_return page;
}

QCoro::Task<Result<qint64>> StorageService::count(Filter filter)
{
    const auto counted = co_await m_context.database.read(
        [filter = std::move(filter)](Stores &stores) { return stores.mediaList.count(filter); });
    co_return counted;
}

} // namespace linnet
