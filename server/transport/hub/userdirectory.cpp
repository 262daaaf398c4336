// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/userdirectory.h"

#include <algorithm>

namespace linnet {

UserDirectory::UserDirectory(int threads)
    : m_threads(threads)
{}

void UserDirectory::add(UserId user, int thread)
{
    Shard &shard = shardOf(user);
    const QMutexLocker lock(&shard.mutex);
    auto &counts = shard.sockets[user];
    counts.resize(size_t(m_threads));
    ++counts[size_t(thread)];
}

void UserDirectory::remove(UserId user, int thread)
{
    Shard &shard = shardOf(user);
    const QMutexLocker lock(&shard.mutex);
    const auto entry = shard.sockets.find(user);
    if (entry == shard.sockets.end() || entry->second[size_t(thread)] == 0)
        return;
    --entry->second[size_t(thread)];
    const auto isNone = [](int count) { return count == 0; };
    if (std::all_of(entry->second.begin(), entry->second.end(), isNone))
        shard.sockets.erase(entry);
}

std::vector<std::vector<UserId>> UserDirectory::locate(const std::vector<UserId> &users) const
{
    std::vector<std::vector<UserId>> found(static_cast<size_t>(m_threads));
    for (const UserId user : users) {
        const Shard &shard = shardOf(user);
        const QMutexLocker lock(&shard.mutex);
        const auto entry = shard.sockets.find(user);
        if (entry == shard.sockets.end())
            continue;
        for (size_t thread = 0; thread < found.size(); ++thread) {
            if (entry->second[thread] > 0)
                found[thread].push_back(user);
        }
    }
    return found;
}

} // namespace linnet
