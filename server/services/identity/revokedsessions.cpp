// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/revokedsessions.h"

#include "server/bus/eventbus.h"

#include <mutex>

namespace linnet {

RevokedSessions::RevokedSessions(EventBus &bus, const Clock &clock,
                                 std::chrono::seconds tokenLifetime)
    : m_clock(clock)
    , m_tokenLifetime(tokenLifetime)
{
    bus.listen([this](const SharedEvent &event) {
        const auto *revoked = std::get_if<SessionRevoked>(&event->payload);
        if (revoked && !revoked->session.isNull())
            add(revoked->session, m_clock.now());
    });
}

bool RevokedSessions::contains(SessionId session) const
{
    if (m_count.load(std::memory_order_acquire) == 0)
        return false;
    const std::shared_lock lock(m_mutex);
    return m_revokedAt.contains(session);
}

void RevokedSessions::add(SessionId session, Timestamp revokedAt)
{
    const std::unique_lock lock(m_mutex);
    m_revokedAt.insert_or_assign(session, revokedAt);
    m_count.store(m_revokedAt.size(), std::memory_order_release);
}

Timestamp RevokedSessions::horizon() const
{
    return m_clock.now() - m_tokenLifetime;
}

void RevokedSessions::forget()
{
    const Timestamp since = horizon();
    const std::unique_lock lock(m_mutex);
    std::erase_if(m_revokedAt, [since](const auto &entry) { return entry.second < since; });
    m_count.store(m_revokedAt.size(), std::memory_order_release);
}

} // namespace linnet
