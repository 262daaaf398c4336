// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/onlinelistservice.h"

#include "server/bus/eventbus.h"
#include "server/storage/database.h"

#include <QLoggingCategory>
#include <QTimer>

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

//! Where it could not be read who may see whom.
constexpr milliseconds RetryAfter{1000};

} // namespace

OnlineListService::OnlineListService(ChatContext context, Settings settings)
    : m_context(context)
    , m_settings(settings)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &OnlineListService::tell);
    m_context.bus.listen([this](const SharedEvent &event) { heard(event->payload); });
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
    bool isComplete = false;
    {
        QMutexLocker locker(&m_mutex);
        Sockets &known = m_online[user];
        const int watching = watch == Watch::Yes ? sockets : 0;
        known.all += sockets;
        known.watching += watching;
        m_watching += watching;
        const bool isListed = m_sights.contains(user);
        if (!isListed && sockets > 0)
            m_unknown.insert(user);
        if (isListed && watching > 0)
            m_newcomers.push_back(user);
        if (known.all == 0) {
            m_online.erase(user);
            m_unknown.erase(user);
            m_isStale = m_sights.erase(user) > 0 || m_isStale;
        }
        isComplete = m_unknown.empty();
    }
    // On this object's own thread, because whoever calls may have no event loop.
    const auto next = isComplete ? &OnlineListService::schedule : &OnlineListService::startLearning;
    QMetaObject::invokeMethod(this, next, Qt::QueuedConnection);
}

void OnlineListService::heard(const EventPayload &payload)
{
    if (const auto *privacy = std::get_if<PrivacyChanged>(&payload)) {
        later({privacy->user});
    } else if (const auto *changed = std::get_if<FriendshipChanged>(&payload)) {
        later({changed->friendship.from, changed->friendship.to});
    } else if (const auto *block = std::get_if<BlockChanged>(&payload)) {
        later({block->blocker, block->blocked});
    }
}

//! What decides whom \p users see may have changed.
void OnlineListService::later(std::initializer_list<UserId> users)
{
    {
        QMutexLocker locker(&m_mutex);
        for (const UserId user : users) {
            if (m_online.contains(user))
                m_unknown.insert(user);
        }
    }
    QMetaObject::invokeMethod(this, &OnlineListService::startLearning, Qt::QueuedConnection);
}

void OnlineListService::startLearning()
{
    if (!std::exchange(m_isLearning, true))
        learn();
}

//! Finds out whom those who came are to see, and who may see them. Of whom that cannot be read is
//! not listed, and told nothing, until it can.
QCoro::Task<> OnlineListService::learn()
{
    try {
        bool mayBeMore = true;
        while (mayBeMore)
            mayBeMore = co_await learnSome();
    } catch (const std::exception &exception) {
        qCWarning(log) << "who may see whom could not be read:" << exception.what();
    }
    m_isLearning = false;
}

//! \return false if nobody is left, or it cannot be read now.
QCoro::Task<bool> OnlineListService::learnSome()
{
    const auto users = takeUnknown();
    if (users.empty())
        co_return false;
    auto sights = co_await m_context.database.read(
        [users](Stores &stores) { return readSights(stores, users); });
    if (!sights) {
        putBack(users, sights.error());
        co_return false;
    }
    for (Sight &sight : *sights)
        keep(std::move(sight));
    schedule();
    co_return true;
}

//! \return whose sight is to be read: nobody's while nobody looks.
std::vector<UserId> OnlineListService::takeUnknown()
{
    QMutexLocker locker(&m_mutex);
    if (m_watching == 0)
        return {};
    const std::set<UserId> users = std::exchange(m_unknown, {});
    return {users.begin(), users.end()};
}

//! Whom \p users saw before is not known to be whom they may see now.
void OnlineListService::putBack(const std::vector<UserId> &users, const Error &error)
{
    {
        QMutexLocker locker(&m_mutex);
        for (const UserId user : users) {
            if (m_online.contains(user))
                m_unknown.insert(user);
            m_isStale = m_sights.erase(user) > 0 || m_isStale;
        }
    }
    qCWarning(log) << "who may see whom could not be read:" << error.message << error.detail;
    schedule();
    QTimer::singleShot(RetryAfter, this, &OnlineListService::startLearning);
}

void OnlineListService::keep(Sight sight)
{
    QMutexLocker locker(&m_mutex);
    const UserId user = sight.user;
    const auto online = m_online.find(user);
    if (online == m_online.end()) // Gone meanwhile.
        return;
    const auto [known, isNew] = m_sights.try_emplace(user, sight);
    const bool seesOthers = isNew || known->second.blocked != sight.blocked;
    if (seesOthers && online->second.watching > 0)
        m_newcomers.push_back(user);
    const bool isSeenByOthers =
        known->second.audience != sight.audience || known->second.friends != sight.friends;
    if (isSeenByOthers)
        m_told.clear(); // Nobody may have what the list now is for them.
    m_isStale = m_isStale || isNew || isSeenByOthers;
    known->second = std::move(sight);
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
    } else if (!audience.empty() && users != m_told) {
        m_told.clear(); // Some have another list from here on.
    }
    auto tellings = divide(users, audience);
    locker.unlock();
    for (Telling &each : tellings)
        m_context.bus.publish(
            {OnlineListChanged{std::move(each.users)}, std::move(each.audience), {}});
    schedule();
}

//! Most see everybody, and those who see the same share one list.
std::vector<OnlineListService::Telling> OnlineListService::divide(
    const std::vector<UserId> &users, const std::vector<UserId> &audience) const
{
    std::map<std::vector<UserId>, std::vector<UserId>> byHidden;
    for (const UserId watcher : audience) {
        const auto sight = m_sights.find(watcher);
        if (sight != m_sights.end()) // Else gone meanwhile.
            byHidden[hiddenFrom(sight->second, users.size())].push_back(watcher);
    }
    std::vector<Telling> tellings;
    for (auto &[hidden, watchers] : byHidden) {
        std::vector<UserId> visible;
        std::set_difference(users.begin(), users.end(), hidden.begin(), hidden.end(),
                            std::back_inserter(visible));
        tellings.push_back({std::move(visible), std::move(watchers)});
    }
    return tellings;
}

//! \return whom \p watcher is not to see of the first \p listed ones.
std::vector<UserId> OnlineListService::hiddenFrom(const Sight &watcher, size_t listed) const
{
    std::vector<UserId> hidden;
    auto each = m_sights.begin();
    for (size_t i = 0; i < listed; ++i, ++each) {
        if (each->first != watcher.user && !seeEachOther(watcher, each->second))
            hidden.push_back(each->first);
    }
    return hidden;
}

std::vector<UserId> OnlineListService::list() const
{
    std::vector<UserId> users;
    users.reserve(std::min(m_sights.size(), m_settings->longest));
    for (auto each = m_sights.begin(); each != m_sights.end() && users.size() < m_settings->longest;
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
