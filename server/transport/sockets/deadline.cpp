// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/deadline.h"

namespace linnet {

using namespace std::chrono;

DeadlineQueue::DeadlineQueue()
{
    m_timer.setTimerType(Qt::PreciseTimer); // A coarse one is off by 5 %: 25 ms of half a second.
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout([this] { expireDue(); });
}

void DeadlineQueue::expireDue()
{
    const Time due = now();
    while (!m_entries.empty() && m_entries.begin()->first <= due) {
        Deadline &deadline = *m_entries.begin()->second;
        m_entries.erase(m_entries.begin());
        deadline.m_isRunning = false;
        const auto expired = deadline.m_expired; // Survives the deadline's own end.
        expired();
    }
    armTimer();
}

void DeadlineQueue::add(Entry entry)
{
    const bool isFirst = m_entries.empty() || entry < *m_entries.begin();
    m_entries.insert(entry);
    if (isFirst)
        armTimer();
}

void DeadlineQueue::remove(Entry entry)
{
    m_entries.erase(entry); // The timer may fire for nothing once; re-arming each time costs more.
}

void DeadlineQueue::armTimer()
{
    if (m_entries.empty())
        return m_timer.stop();
    const auto left = ceil<milliseconds>(m_entries.begin()->first - now());
    m_timer.start(std::max(left, milliseconds::zero()));
}

Deadline::Deadline(DeadlineQueue &queue, std::function<void()> expired)
    : m_queue(queue)
    , m_expired(std::move(expired))
{}

Deadline::~Deadline()
{
    stop();
}

void Deadline::startAt(Time when)
{
    stop();
    m_when = when;
    m_isRunning = true;
    m_queue.add({m_when, this});
}

void Deadline::stop()
{
    if (!m_isRunning)
        return;
    m_isRunning = false;
    m_queue.remove({m_when, this});
}

} // namespace linnet
