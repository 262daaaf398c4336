// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <atomic>
#include <optional>
#include <shared_mutex>
#include <unordered_map>

namespace linnet {

//! \brief Who may not use the server at present: what every token that comes in is asked. Safe from
//! any thread.
class SuspendedUsers
{
public:
    explicit SuspendedUsers(const Clock &clock)
        : m_clock(clock)
    {}

    bool contains(UserId user) const;

    //! \param until over from then on; none: until remove().
    void put(UserId user, std::optional<Timestamp> until);
    void remove(UserId user);

private:
    const Clock &m_clock;
    std::atomic<size_t> m_count = 0; //!< Most of the time there is none, and no lock is needed.
    mutable std::shared_mutex m_mutex;
    std::unordered_map<UserId, std::optional<Timestamp>> m_until;
};

} // namespace linnet
