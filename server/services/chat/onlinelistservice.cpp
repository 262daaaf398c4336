// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/onlinelistservice.h"

#include "server/bus/eventbus.h"
#include "server/storage/database.h"

#include <QLoggingCategory>

#include <algorithm>
#include <exception>
#include <utility>

namespace linnet {

using namespace std::chrono;

namespace {

Q_LOGGING_CATEGORY(log, "linnet.presence")

//! So that many who come at once share one list.
constexpr milliseconds NewcomersWait{20};

//! What an id in the list of one watcher may take of the time: a thousand watchers of a thousand
//! users are told once a second.
constexpr microseconds TimePerEntry{1};

} // namespace

OnlineListService::OnlineListService(ChatContext context, Settings settings)
    : m_context(context)
    , m_settings(settings)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &OnlineListService::tell);
    m_context.bus.listen([this](const SharedEvent &event) {
        const auto *changed = std::get_if<BlockChanged>(&event->payload);
        if (!changed)
            return;
        later(changed->blocker);
        later(changed->blocked);
    });
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
    bool isFirst = false;
    {
        QMutexLocker locker(&m_mutex);
        Sockets &known = m_online[user];
        const bool wasOnline = known.all > 0;
        known.all += sockets;
        known.watching += watch == Watch::Yes ? sockets : 0;
        m_isStale = m_isStale || wasOnline != (known.all > 0);
        const bool comes = watch == Watch::Yes && sockets > 0;
        isFirst = comes && !m_hidden.contains(user);
        if (comes && !isFirst)
            m_newcomers.push_back(user);
        if (known.watching == 0)
            m_hidden.erase(user);
        if (known.all == 0)
            m_online.erase(user);
    }
    if (isFirst)
        return later(user);
    QMetaObject::invokeMethod(this, &OnlineListService::schedule, Qt::QueuedConnection);
}

//! On this object's own thread, because whoever calls may have no event loop.
void OnlineListService::later(UserId user)
{
    QMetaObject::invokeMethod(
        this, [this, user] { learn(user); }, Qt::QueuedConnection);
}

//! Finds out whom \p user is not to see, and then tells them who is there. Who cannot be told apart
//! is not told at all.
QCoro::Task<> OnlineListService::learn(UserId user)
{
    try {
        auto hidden = co_await m_context.database.read(
            [user](Stores &stores) { return stores.blocks.listEither(user); });
        if (!hidden)
            co_return;
        std::sort(hidden->begin(), hidden->end());
        {
            QMutexLocker locker(&m_mutex);
            const auto known = m_online.find(user);
            if (known == m_online.end() || known->second.watching == 0)
                co_return;
            m_hidden[user] = std::move(*hidden);
            m_newcomers.push_back(user);
        }
        schedule();
    } catch (const std::exception &exception) {
        qCWarning(log) << "who blocks whom could not be read:" << exception.what();
    }
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
        m_next = now
            + std::max<nanoseconds>(m_settings->pause,
                                    TimePerEntry * users.size() * audience.size());
        m_told = users;
    }
    auto tellings = divide(std::move(users), audience);
    locker.unlock();
    for (Telling &each : tellings)
        m_context.bus.publish(
            {OnlineListChanged{std::move(each.users)}, std::move(each.audience), {}});
    schedule();
}

//! Most see everybody, and share one list.
std::vector<OnlineListService::Telling> OnlineListService::divide(
    std::vector<UserId> users, const std::vector<UserId> &audience) const
{
    std::vector<Telling> tellings;
    std::vector<UserId> others;
    for (const UserId watcher : audience) {
        const auto hidden = m_hidden.find(watcher);
        if (hidden == m_hidden.end()) // Gone meanwhile.
            continue;
        std::vector<UserId> visible;
        std::set_difference(users.begin(), users.end(), hidden->second.begin(),
                            hidden->second.end(), std::back_inserter(visible));
        if (visible.size() == users.size())
            others.push_back(watcher);
        else
            tellings.push_back({std::move(visible), {watcher}});
    }
    if (!others.empty())
        tellings.push_back({std::move(users), std::move(others)});
    return tellings;
}

std::vector<UserId> OnlineListService::list() const
{
    std::vector<UserId> users;
    users.reserve(std::min(m_online.size(), m_settings->longest));
    for (auto each = m_online.begin(); each != m_online.end() && users.size() < m_settings->longest;
         ++each)
        users.push_back(each->first);
    return users;
}

std::vector<UserId> OnlineListService::watchers() const
{
    std::vector<UserId> users;
    for (const auto &[user, hidden] : m_hidden)
        users.push_back(user);
    return users;
}

} // namespace linnet
