// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/farewell.h"

#include <algorithm>
#include <utility>

namespace linnet {

namespace {

constexpr std::chrono::milliseconds Step(20);

} // namespace

Farewell::Farewell(Pace pace)
    : m_pace(pace)
{
    m_timer.setInterval(Step);
    m_timer.callOnTimeout([this] { step(); });
}

void Farewell::begin(std::function<void()> done)
{
    m_done = std::move(done);
    m_patience = QDeadlineTimer(m_pace.patience);
    const auto steps = size_t(std::max<qint64>(1, m_pace.spread / Step));
    m_batch = std::max(m_pace.atOnce, (m_clients.size() + steps - 1) / steps);
    m_timer.start();
    step();
}

void Farewell::step()
{
    const Haste haste = m_patience.hasExpired() ? Haste::Now : Haste::WhenAnswered;
    std::erase_if(m_waiting, [haste](const Client &client) { return client(haste); });
    for (size_t count = std::min(m_batch, m_clients.size()); count > 0; --count) {
        Client client = std::move(m_clients.back());
        m_clients.pop_back();
        if (!client(haste))
            m_waiting.push_back(std::move(client));
    }
    if (!m_clients.empty() || !m_waiting.empty())
        return;
    m_timer.stop();
    std::exchange(m_done, nullptr)();
}

} // namespace linnet
