// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/tokencache.h"

#include <algorithm>

namespace linnet {

TokenCache::TokenCache(size_t capacity)
    : m_shardCapacity(std::max<size_t>(capacity / ShardCount, 1))
{}

TokenCache::Shard &TokenCache::shardOf(const QByteArray &digest)
{
    return m_shards[quint8(digest.front()) % ShardCount];
}

std::optional<Identity> TokenCache::find(const QByteArray &digest)
{
    Shard &shard = shardOf(digest);
    const std::lock_guard lock(shard.mutex);
    const auto place = shard.places.constFind(digest);
    if (place == shard.places.constEnd())
        return std::nullopt;
    shard.entries.splice(shard.entries.begin(), shard.entries, *place);
    return shard.entries.front().identity;
}

void TokenCache::add(const QByteArray &digest, const Identity &identity)
{
    Shard &shard = shardOf(digest);
    const std::lock_guard lock(shard.mutex);
    if (shard.places.contains(digest))
        return;
    if (shard.entries.size() >= m_shardCapacity) {
        shard.places.remove(shard.entries.back().digest);
        shard.entries.pop_back();
    }
    shard.entries.push_front({digest, identity});
    shard.places.insert(digest, shard.entries.begin());
}

void TokenCache::remove(const QByteArray &digest)
{
    Shard &shard = shardOf(digest);
    const std::lock_guard lock(shard.mutex);
    const auto place = shard.places.constFind(digest);
    if (place == shard.places.constEnd())
        return;
    shard.entries.erase(*place);
    shard.places.erase(place);
}

void TokenCache::clear()
{
    for (Shard &shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        shard.places.clear();
        shard.entries.clear();
    }
}

} // namespace linnet
