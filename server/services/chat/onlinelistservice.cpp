// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/onlinelistservice.h"

#include "server/bus/eventbus.h"

#include <algorithm>
#include <utility>

namespace linnet {

using namespace std::chrono;

namespace {

//! So that many who come at once share one list.
constexpr milliseconds NewcomersWait{20};

//! What an id in the list of one watcher may take of the time: a thousand watchers of a thousand
//! users are told once a second.
constexpr microseconds TimePerEntry{1};

} // namespace

OnlineListService::OnlineListService(EventBus &bus, Settings settings)
    : m_bus(bus)
    , m_settings(settings)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &OnlineListService::tell);
}

void OnlineListService::connected(UserId user, Watch watch)
{
    count(user, 1, watch);
}

void OnlineListService::disconnected(UserId user, Watch watch)
{
    count(user, -1, watch);
}

void OnlineListService::count(UserId user, int sockets, Watch watch)
{
    {
        QMutexLocker locker(&m_mutex);
        Sockets &known = m_online[user];
        const bool wasOnline = known.all > 0;
        known.all += sockets;
        known.watching += watch == Watch::Yes ? sockets : 0;
        m_isStale = m_isStale || wasOnline != (known.all > 0);
        if (watch == Watch::Yes && sockets > 0)
            m_newcomers.push_back(user);
        if (known.all == 0)
            m_online.erase(user);
    }
    QMetaObject::invokeMethod(this, &OnlineListService::schedule, Qt::QueuedConnection);
}

void OnlineListService::schedule()
{
    QMutexLocker locker(&m_mutex);
    if (!m_isStale && m_newcomers.empty())
        return;
    const milliseconds wait = patience(steady_clock::now());
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > wait)
        m_timer.start(wait);
}

//! \return how long to wait for more before telling anybody.
milliseconds OnlineListService::patience(Time now) const
{
    const auto pause = std::max(ceil<milliseconds>(m_next - now), milliseconds::zero());
    return m_newcomers.empty() ? pause : std::min(pause, NewcomersWait);
}

void OnlineListService::tell()
{
    QMutexLocker locker(&m_mutex);
    const Time now = steady_clock::now();
    auto users = list();
    auto audience = std::exchange(m_newcomers, {});
    if (m_isStale && now >= m_next) {
        m_isStale = false;
        if (users != m_told)
            audience = watchers();
        m_told = users;
        m_next = now
            + std::max<nanoseconds>(m_settings.pause,
                                    TimePerEntry * users.size() * audience.size());
    }
    locker.unlock();
    if (!audience.empty())
        m_bus.publish({OnlineListChanged{std::move(users)}, std::move(audience), {}});
    schedule();
}

std::vector<UserId> OnlineListService::list() const
{
    std::vector<UserId> users;
    users.reserve(std::min(m_online.size(), m_settings.longest));
    for (auto each = m_online.begin(); each != m_online.end() && users.size() < m_settings.longest;
         ++each)
        users.push_back(each->first);
    return users;
}

std::vector<UserId> OnlineListService::watchers() const
{
    std::vector<UserId> users;
    for (const auto &[user, sockets] : m_online) {
        if (sockets.watching > 0)
            users.push_back(user);
    }
    return users;
}

} // namespace linnet
