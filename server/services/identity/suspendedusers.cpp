// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/suspendedusers.h"

#include <mutex>

namespace linnet {

bool SuspendedUsers::contains(UserId user) const
{
    if (m_count.load(std::memory_order_acquire) == 0)
        return false;
    const std::shared_lock lock(m_mutex);
    const auto found = m_until.find(user);
    return found != m_until.end() && (!found->second || *found->second > m_clock.now());
}

void SuspendedUsers::put(UserId user, std::optional<Timestamp> until)
{
    const std::unique_lock lock(m_mutex);
    m_until.insert_or_assign(user, until);
    m_count.store(m_until.size(), std::memory_order_release);
}

void SuspendedUsers::remove(UserId user)
{
    const std::unique_lock lock(m_mutex);
    m_until.erase(user);
    m_count.store(m_until.size(), std::memory_order_release);
}

} // namespace linnet
