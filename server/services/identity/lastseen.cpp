// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/lastseen.h"

#include <utility>

namespace linnet {

void LastSeen::note(SessionId session, Timestamp at)
{
    const std::lock_guard lock(m_mutex);
    m_seen.insert_or_assign(session, at);
}

std::vector<SessionSeen> LastSeen::take()
{
    std::unordered_map<SessionId, Timestamp> taken;
    {
        const std::lock_guard lock(m_mutex);
        taken.swap(m_seen);
    }
    std::vector<SessionSeen> seen;
    seen.reserve(taken.size());
    for (const auto &[session, at] : taken)
        seen.push_back({session, at});
    return seen;
}

} // namespace linnet
