// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"

#include <QMutex>

#include <array>
#include <unordered_map>
#include <vector>

namespace linnet {

//! \brief Which I/O threads have sockets of which users, so that an event wakes only those.
//!
//! Safe from any thread. Sharded, because every message asks it.
class UserDirectory
{
public:
    //! \param threads how many I/O threads there are.
    explicit UserDirectory(int threads);

    void add(UserId user, int thread);
    void remove(UserId user, int thread);

    //! \return for each I/O thread, those of \p users who have a socket there.
    std::vector<std::vector<UserId>> locate(const std::vector<UserId> &users) const;

private:
    static constexpr size_t ShardCount = 64;

    struct Shard
    {
        mutable QMutex mutex;
        //! How many sockets on each thread; users without any are left out.
        std::unordered_map<UserId, std::vector<int>> sockets;
    };

    Shard &shardOf(UserId user) { return m_shards[size_t(user.value()) % ShardCount]; }
    const Shard &shardOf(UserId user) const { return m_shards[size_t(user.value()) % ShardCount]; }

    const int m_threads;
    std::array<Shard, ShardCount> m_shards;
};

} // namespace linnet
