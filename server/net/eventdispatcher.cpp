// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/eventdispatcher.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSocketNotifier>
#include <QThread>

#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace linnet::net {

namespace {

constexpr int EventsPerWait = 256;

} // namespace

//! \brief The QSocketNotifiers of one descriptor number, at most one of each type.
//!
//! Kept for the number's next user, so that a slot may delete its own notifier.
class EventDispatcher::Notifiers : public Watcher
{
public:
    QSocketNotifier *&of(QSocketNotifier::Type type) { return m_notifiers[type]; }

    quint32 events() const
    {
        return (m_notifiers[QSocketNotifier::Read] ? EPOLLIN : 0U)
            | (m_notifiers[QSocketNotifier::Write] ? EPOLLOUT : 0U)
            | (m_notifiers[QSocketNotifier::Exception] ? EPOLLPRI : 0U);
    }

    void ready(quint32 events) override
    {
        static constexpr std::array<quint32, 3> Meant{EPOLLIN | EPOLLHUP | EPOLLERR,
                                                      EPOLLOUT | EPOLLHUP | EPOLLERR, EPOLLPRI};
        const auto due = m_notifiers;
        for (size_t type = 0; type < due.size(); ++type) {
            if (due[type] && m_notifiers[type] == due[type] && events & Meant[type])
                activate(due[type]);
        }
    }

private:
    static void activate(QSocketNotifier *notifier)
    {
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(notifier, &event);
    }

    std::array<QSocketNotifier *, 3> m_notifiers{};
};

EventDispatcher::EventDispatcher()
    : m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wakeUp(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_epoll < 0 || m_wakeUp < 0)
        qFatal("No descriptors left for an event loop: %s", std::strerror(errno));
    watch(m_wakeUp, EPOLLIN, nullptr);
}

EventDispatcher::~EventDispatcher()
{
    ::close(m_wakeUp);
    ::close(m_epoll);
}

EventDispatcher *EventDispatcher::current()
{
    return qobject_cast<EventDispatcher *>(QAbstractEventDispatcher::instance());
}

void EventDispatcher::watch(int fd, quint32 events, Watcher *watcher)
{
    if (m_slots.size() <= size_t(fd))
        m_slots.resize(size_t(fd) + 1);
    m_slots[fd] = {watcher, m_slots[fd].serial + 1};
    control(EPOLL_CTL_ADD, fd, events);
}

void EventDispatcher::rewatch(int fd, quint32 events)
{
    control(EPOLL_CTL_MOD, fd, events);
}

void EventDispatcher::unwatch(int fd)
{
    m_slots[fd] = {nullptr, m_slots[fd].serial + 1};
    control(EPOLL_CTL_DEL, fd, 0);
}

void EventDispatcher::control(int operation, int fd, quint32 events)
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = quint64(m_slots[fd].serial) << 32 | quint32(fd);
    if (epoll_ctl(m_epoll, operation, fd, &event) != 0)
        qWarning("Descriptor %d cannot be watched: %s", fd, std::strerror(errno));
}

bool EventDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_isInterrupted.store(false, std::memory_order_relaxed);
    emit awake();
    QCoreApplication::sendPostedEvents();
    if (m_isInterrupted.load(std::memory_order_relaxed))
        return false;

    emit aboutToBlock();
    std::array<epoll_event, EventsPerWait> events;
    const int count = wait(flags, events.data(), EventsPerWait);
    const int sent = dispatch(events.data(), count) + m_timers.fire();
    return sent > 0;
}

//! Milliseconds to wait, rounded up: a timer never fires early.
int EventDispatcher::timeout(bool mayWait) const
{
    if (!mayWait)
        return 0;
    const auto next = m_timers.next();
    if (!next)
        return -1;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(*next - TimerQueue::Clock::now());
    return int(std::clamp<qint64>(left.count(), 0, std::numeric_limits<int>::max()));
}

int EventDispatcher::wait(QEventLoop::ProcessEventsFlags flags, epoll_event *events, int most)
{
    const bool mayWait = flags.testFlag(QEventLoop::WaitForMoreEvents)
        && !m_isInterrupted.load(std::memory_order_relaxed);
    if (!flags.testFlag(QEventLoop::ExcludeSocketNotifiers))
        return epoll_wait(m_epoll, events, most, timeout(mayWait));
    pollfd wakeUp{m_wakeUp, POLLIN, 0};
    if (poll(&wakeUp, 1, timeout(mayWait)) > 0)
        takeWakeUp();
    return 0;
}

int EventDispatcher::dispatch(const epoll_event *events, int count)
{
    int sent = 0;
    for (int i = 0; i < count; ++i) {
        const int fd = int(quint32(events[i].data.u64));
        if (fd == m_wakeUp) {
            takeWakeUp();
            ++sent;
            continue;
        }
        const Slot &slot = m_slots[fd];
        if (!slot.watcher || slot.serial != quint32(events[i].data.u64 >> 32))
            continue; // Closed by the handler of an earlier event.
        slot.watcher->ready(events[i].events);
        ++sent;
    }
    return sent;
}

void EventDispatcher::takeWakeUp()
{
    eventfd_t value = 0;
    eventfd_read(m_wakeUp, &value);
    m_isAwake.store(false, std::memory_order_release);
}

void EventDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const auto fd = size_t(notifier->socket());
    if (m_notifiers.size() <= fd)
        m_notifiers.resize(fd + 1);
    if (!m_notifiers[fd])
        m_notifiers[fd] = std::make_unique<Notifiers>();
    const bool isNew = m_notifiers[fd]->events() == 0;
    m_notifiers[fd]->of(notifier->type()) = notifier;
    if (isNew)
        watch(int(fd), m_notifiers[fd]->events(), m_notifiers[fd].get());
    else
        rewatch(int(fd), m_notifiers[fd]->events());
}

void EventDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto fd = size_t(notifier->socket());
    if (fd >= m_notifiers.size() || !m_notifiers[fd])
        return;
    QSocketNotifier *&registered = m_notifiers[fd]->of(notifier->type());
    if (registered != notifier)
        return;
    registered = nullptr;
    if (m_notifiers[fd]->events() == 0)
        unwatch(int(fd));
    else
        rewatch(int(fd), m_notifiers[fd]->events());
}

void EventDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType,
                                    QObject *object)
{
    m_timers.add(TimerInfo(timerId, int(interval), timerType), object);
}

bool EventDispatcher::unregisterTimer(int timerId)
{
    return m_timers.remove(timerId);
}

bool EventDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.removeAll(object);
}

QList<EventDispatcher::TimerInfo> EventDispatcher::registeredTimers(QObject *object) const
{
    return m_timers.list(object);
}

int EventDispatcher::remainingTime(int timerId)
{
    return m_timers.remaining(timerId);
}

void EventDispatcher::wakeUp()
{
    if (!m_isAwake.exchange(true, std::memory_order_acq_rel))
        eventfd_write(m_wakeUp, 1);
}

void EventDispatcher::interrupt()
{
    m_isInterrupted.store(true, std::memory_order_relaxed);
    wakeUp();
}

} // namespace linnet::net
