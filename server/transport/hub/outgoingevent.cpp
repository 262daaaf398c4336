// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/outgoingevent.h"

namespace linnet {

const std::vector<PreparedEvent> &OutgoingEvent::encoded(const Dialect &dialect) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_encoded.find(&dialect);
    if (known != m_encoded.end())
        return known->second;
    std::vector<PreparedEvent> prepared;
    for (const SocketEvent &event : dialect.encode(*m_event))
        prepared.emplace_back(event);
    return m_encoded.emplace(&dialect, std::move(prepared)).first->second;
}

} // namespace linnet
