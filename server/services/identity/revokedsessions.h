// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <atomic>
#include <chrono>
#include <shared_mutex>
#include <unordered_map>

namespace linnet {

class EventBus;

//! \brief The sessions that ended while access tokens of theirs may still be alive: what every
//! request asks. Safe from any thread.
class RevokedSessions
{
public:
    //! Listens to \p bus, so it must outlive what publishes there.
    RevokedSessions(EventBus &bus, const Clock &clock, std::chrono::seconds tokenLifetime);

    bool contains(SessionId session) const;
    void add(SessionId session, Timestamp revokedAt);

    //! \return the earliest revocation that still matters.
    Timestamp horizon() const;

    //! Drops those whose tokens are all dead.
    void forget();

private:
    const Clock &m_clock;
    const std::chrono::seconds m_tokenLifetime;
    std::atomic<size_t> m_count = 0; //!< Most of the time there is none, and no lock is needed.
    mutable std::shared_mutex m_mutex;
    std::unordered_map<SessionId, Timestamp> m_revokedAt;
};

} // namespace linnet
