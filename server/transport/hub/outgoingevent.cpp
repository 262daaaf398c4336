// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/outgoingevent.h"

namespace linnet {

const std::vector<PreparedEvent> &OutgoingEvent::encoded(const Dialect &dialect,
                                                         const QString &origin) const
{
    const std::lock_guard lock(m_mutex);
    const Audience audience(&dialect, dialect.showsUrls() ? origin : QString());
    const auto known = m_encoded.find(audience);
    if (known != m_encoded.end())
        return known->second;
    std::vector<PreparedEvent> prepared;
    for (const SocketEvent &event : dialect.encodeFor(*m_event, audience.second))
        prepared.emplace_back(event);
    return m_encoded.emplace(audience, std::move(prepared)).first->second;
}

} // namespace linnet
