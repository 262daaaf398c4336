// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>

#include <chrono>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace linnet::net {

//! \brief The timers of one thread, in the order in which they are due.
//!
//! Starting, stopping and firing one costs O(log n), so that thousands may be armed anew all the
//! time.
class TimerQueue
{
public:
    using Clock = std::chrono::steady_clock;
    using Info = QAbstractEventDispatcher::TimerInfo;

    void add(const Info &info, QObject *object);
    bool remove(int id);
    //! \return whether \p object had a timer.
    bool removeAll(QObject *object);

    QList<Info> list(QObject *object) const;
    //! \return milliseconds until \p id fires, rounded up; -1 if there is no such timer.
    int remaining(int id) const;

    //! \return when the next one is due; nothing if none is waiting.
    std::optional<Clock::time_point> next() const;

    //! Sends a QTimerEvent for each timer that is due now, once. \return how many it sent.
    int fire();

private:
    struct Entry
    {
        Clock::time_point due;
        quint64
            serial; //!< Tells apart timers that are due together, and one id's successive users.

        auto operator<=>(const Entry &) const = default;
    };
    struct Timer
    {
        Info info;
        QObject *object;
        Entry entry;
    };

    void send(int id);

    std::unordered_map<int, Timer> m_timers;
    std::unordered_map<QObject *, std::vector<int>> m_ids;
    std::set<std::pair<Entry, int>> m_waiting;
    quint64 m_serial = 0;
};

} // namespace linnet::net
