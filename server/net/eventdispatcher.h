// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/timerqueue.h"

#include <QAbstractEventDispatcher>

#include <atomic>
#include <memory>
#include <vector>

struct epoll_event;

namespace linnet::net {

//! \brief An event loop on epoll: a wake-up costs what happened, not what is open.
//!
//! Qt's own dispatchers ask poll(2) about every socket each time. This one also lets a connection
//! watch its descriptor without a QSocketNotifier in between. Linux only.
class EventDispatcher : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    //! \brief Told what its descriptor is ready for.
    class Watcher
    {
    public:
        virtual ~Watcher() = default;
        //! \p events as epoll_wait(2) gives them.
        virtual void ready(quint32 events) = 0;
    };

    EventDispatcher();
    ~EventDispatcher() override;

    //! \return the calling thread's, or null if it runs on another kind.
    static EventDispatcher *current();

    //! Reports \p events (EPOLLIN, …; level-triggered) of \p fd to \p watcher, until unwatch().
    void watch(int fd, quint32 events, Watcher *watcher);
    //! Changes what a watched \p fd is watched for.
    void rewatch(int fd, quint32 events);
    //! To be called before \p fd is closed.
    void unwatch(int fd);

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType,
                       QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;
    void wakeUp() override;
    void interrupt() override;

private:
    class Notifiers;
    struct Slot
    {
        Watcher *watcher = nullptr;
        quint32 serial =
            0; //!< Tells an event of this owner from one of the number's previous owner.
    };

    void control(int operation, int fd, quint32 events);
    int timeout(bool mayWait) const;
    int wait(QEventLoop::ProcessEventsFlags flags, epoll_event *events, int most);
    int dispatch(const epoll_event *events, int count);
    void takeWakeUp();

    int m_epoll;
    int m_wakeUp;
    std::atomic<bool> m_isAwake = false;
    std::atomic<bool> m_isInterrupted = false;
    std::vector<Slot> m_slots; // By descriptor.
    std::vector<std::unique_ptr<Notifiers>> m_notifiers; // By descriptor.
    TimerQueue m_timers;
};

} // namespace linnet::net
