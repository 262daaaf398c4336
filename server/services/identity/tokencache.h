// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/authenticator.h"

#include <QByteArray>
#include <QHash>

#include <array>
#include <list>
#include <mutex>
#include <optional>

namespace linnet {

//! \brief Remembers which tokens were found good, because RSA costs more than the rest of a
//! request.
//!
//! Holds digests, never tokens; the least recently used ones make room. Safe from any thread.
class TokenCache
{
public:
    explicit TokenCache(size_t capacity);

    std::optional<Identity> find(const QByteArray &digest);
    void add(const QByteArray &digest, const Identity &identity);
    void remove(const QByteArray &digest);
    void clear();

private:
    struct Entry
    {
        QByteArray digest;
        Identity identity;
    };

    //! Several, so that I/O threads seldom wait for each other.
    struct Shard
    {
        std::mutex mutex;
        std::list<Entry> entries; //!< Most recently used first.
        QHash<QByteArray, std::list<Entry>::iterator> places;
    };

    static constexpr size_t ShardCount = 16;

    Shard &shardOf(const QByteArray &digest);

    const size_t m_shardCapacity;
    std::array<Shard, ShardCount> m_shards;
};

} // namespace linnet
