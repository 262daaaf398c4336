// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/timerqueue.h"

#include <QCoreApplication>
#include <QTimerEvent>

namespace linnet::net {

void TimerQueue::add(const Info &info, QObject *object)
{
    remove(info.timerId);
    const Entry entry{Clock::now() + std::chrono::milliseconds(info.interval), ++m_serial};
    m_timers.insert({info.timerId, Timer{info, object, entry}});
    m_ids[object].push_back(info.timerId);
    m_waiting.insert({entry, info.timerId});
}

bool TimerQueue::remove(int id)
{
    const auto timer = m_timers.find(id);
    if (timer == m_timers.end())
        return false;
    const auto ids = m_ids.find(timer->second.object);
    std::erase(ids->second, id);
    if (ids->second.empty())
        m_ids.erase(ids);
    m_waiting.erase({timer->second.entry, id});
    m_timers.erase(timer);
    return true;
}

bool TimerQueue::removeAll(QObject *object)
{
    const auto found = m_ids.find(object);
    if (found == m_ids.end())
        return false;
    const std::vector<int> ids = found->second;
    for (const int id : ids)
        remove(id);
    return true;
}

QList<TimerQueue::Info> TimerQueue::list(QObject *object) const
{
    QList<Info> infos;
    const auto ids = m_ids.find(object);
    if (ids == m_ids.end())
        return infos;
    for (const int id : ids->second)
        infos.append(m_timers.at(id).info);
    return infos;
}

int TimerQueue::remaining(int id) const
{
    const auto timer = m_timers.find(id);
    if (timer == m_timers.end())
        return -1;
    const auto left = timer->second.entry.due - Clock::now();
    return int(std::max<qint64>(0, std::chrono::ceil<std::chrono::milliseconds>(left).count()));
}

std::optional<TimerQueue::Clock::time_point> TimerQueue::next() const
{
    if (m_waiting.empty())
        return std::nullopt;
    return m_waiting.begin()->first.due;
}

int TimerQueue::fire()
{
    // What a handler starts, or a timer of zero milliseconds, waits for the next round: sockets get
    // their turn in between.
    const Entry end{Clock::now(), m_serial};
    std::vector<std::pair<Entry, int>> due;
    for (auto each = m_waiting.begin(); each != m_waiting.end() && each->first <= end; ++each)
        due.push_back(*each);
    int sent = 0;
    for (const auto &each : due) {
        if (!m_waiting.erase(each))
            continue; // Stopped by the handler of another.
        send(each.second);
        ++sent;
    }
    return sent;
}

void TimerQueue::send(int id)
{
    Timer &timer = m_timers.at(id);
    const quint64 serial = timer.entry.serial;
    const Clock::time_point planned =
        timer.entry.due + std::chrono::milliseconds(timer.info.interval);

    // Not queued meanwhile: a handler that runs a loop of its own is not entered again.
    QTimerEvent event(id);
    QCoreApplication::sendEvent(timer.object, &event);

    const auto after = m_timers.find(id);
    if (after == m_timers.end() || after->second.entry.serial != serial)
        return; // Stopped, or the number has a new owner.
    Timer &same = after->second;
    same.entry.due = std::max(planned, Clock::now());
    m_waiting.insert({same.entry, id});
}

} // namespace linnet::net
