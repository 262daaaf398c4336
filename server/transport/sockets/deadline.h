// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <chrono>
#include <functional>
#include <set>
#include <utility>

namespace linnet {

class Deadline;

//! \brief All deadlines of one thread behind one precise timer, so that 10,000 of them stay cheap.
class DeadlineQueue
{
public:
    using Time = std::chrono::steady_clock::time_point;

    DeadlineQueue();

    static Time now() { return std::chrono::steady_clock::now(); }

    //! Runs what is due already. Called before work that depends on it, the timer's resolution of a
    //! millisecond cannot let an expired session live on.
    void expireDue();

private:
    friend class Deadline;
    using Entry = std::pair<Time, Deadline *>;

    void add(Entry entry);
    void remove(Entry entry);
    void armTimer();

    std::set<Entry> m_entries;
    QTimer m_timer;
};

//! \brief Runs a function at a moment, unless it is stopped, restarted or destroyed before.
class Deadline
{
public:
    using Time = DeadlineQueue::Time;

    //! \p expired may destroy the deadline.
    Deadline(DeadlineQueue &queue, std::function<void()> expired);
    ~Deadline();
    Q_DISABLE_COPY_MOVE(Deadline)

    void startAt(Time when);
    void start(std::chrono::milliseconds in) { startAt(DeadlineQueue::now() + in); }
    void stop();

    bool isRunning() const { return m_isRunning; }
    Time when() const { return m_when; }

private:
    friend class DeadlineQueue;

    DeadlineQueue &m_queue;
    std::function<void()> m_expired;
    Time m_when;
    bool m_isRunning = false;
};

} // namespace linnet
