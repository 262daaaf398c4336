// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/arrivals.h"

#include <algorithm>
#include <utility>

namespace linnet {

Arrivals::Arrivals(SocketObserver &observer)
    : m_observer(observer)
{
    m_turn.setSingleShot(true);
    m_turn.callOnTimeout([this] { tell(); });
}

void Arrivals::add(ConversationId conversation, const Arrival &arrival)
{
    if (m_gathered.empty())
        m_turn.start(0);
    Arrival &known = m_gathered[conversation][arrival.user];
    known.user = arrival.user;
    known.seq = std::max(known.seq, arrival.seq);
    known.watchedSeq = std::max(known.watchedSeq, arrival.watchedSeq);
}

void Arrivals::tell()
{
    for (const auto &[conversation, users] : std::exchange(m_gathered, {})) {
        std::vector<Arrival> arrivals;
        arrivals.reserve(users.size());
        for (const auto &[user, arrival] : users)
            arrivals.push_back(arrival);
        m_observer.arrived(conversation, arrivals);
    }
}

} // namespace linnet
