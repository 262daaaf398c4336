// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/bell.h"

namespace linnet {

void Bell::ring()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_rings;
    }
    m_rung.notify_all();
}

quint64 Bell::rings() const
{
    const std::lock_guard lock(m_mutex);
    return m_rings;
}

void Bell::wait(quint64 heard, std::chrono::milliseconds most)
{
    std::unique_lock lock(m_mutex);
    m_rung.wait_for(lock, most, [&] { return m_rings > heard; });
}

} // namespace linnet
