// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/sessionstore.h"

#include <mutex>
#include <unordered_map>
#include <vector>

namespace linnet {

//! \brief Collects when sessions were heard of, so that a request costs no write. Safe from any
//! thread.
class LastSeen
{
public:
    void note(SessionId session, Timestamp at);
    std::vector<SessionSeen> take();

private:
    std::mutex m_mutex;
    std::unordered_map<SessionId, Timestamp> m_seen;
};

} // namespace linnet
