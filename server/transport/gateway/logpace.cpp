// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gateway/logpace.h"

#include <utility>

namespace linnet {

namespace {

constexpr auto BetweenLines = std::chrono::seconds(1);

} // namespace

std::optional<quint64> LogPace::due()
{
    ++m_times;
    const Moment now = m_now();
    if (m_lastLine && now - *m_lastLine < BetweenLines)
        return std::nullopt;
    m_lastLine = now;
    return std::exchange(m_times, 0);
}

} // namespace linnet
