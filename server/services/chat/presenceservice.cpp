// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/presenceservice.h"

#include "server/bus/eventbus.h"
#include "server/services/identity/lastseen.h"
#include "server/storage/database.h"

namespace linnet {

PresenceService::PresenceService(ChatContext context, LastSeen &lastSeen)
    : m_context(context)
    , m_lastSeen(lastSeen)
{}

QCoro::Task<> PresenceService::connected(UserId user, SessionId session)
{
    m_lastSeen.note(session, m_context.clock.now());
    if (count(user, 1))
        co_await announce(user);
}

QCoro::Task<> PresenceService::disconnected(UserId user, SessionId session)
{
    m_lastSeen.note(session, m_context.clock.now());
    if (count(user, -1))
        co_await announce(user);
}

bool PresenceService::isOnline(UserId user) const
{
    QMutexLocker locker(&m_mutex);
    const auto found = m_present.find(user);
    return found != m_present.end() && found->second.sockets > 0;
}

//! \return whether the caller is to announce what changed.
bool PresenceService::count(UserId user, int sockets)
{
    QMutexLocker locker(&m_mutex);
    Presence &presence = m_present[user];
    presence.sockets += sockets;
    const bool isOnline = presence.sockets > 0;
    if (presence.isBusy || presence.isAnnounced == isOnline)
        return false;
    presence.isBusy = true;
    return true;
}

//! Looking up the company takes a while, in which more sockets may come and go. One announcer for
//! each user keeps the order, and says only what is still true.
QCoro::Task<> PresenceService::announce(UserId user)
{
    bool isSettled = false;
    while (!isSettled) {
        auto company = co_await m_context.database.read(
            [user](Stores &stores) { return stores.members.listCompany(user); });
        publish(user, company ? std::move(*company) : std::vector<UserId>());
        isSettled = settle(user);
    }
}

void PresenceService::publish(UserId user, std::vector<UserId> company)
{
    QMutexLocker locker(&m_mutex);
    Presence &presence = m_present[user];
    const bool isOnline = presence.sockets > 0;
    const bool isNews = isOnline != presence.isAnnounced;
    presence.isAnnounced = isOnline;
    locker.unlock();
    if (isNews)
        m_context.bus.publish(
            {PresenceChanged{user, isOnline, m_context.clock.now()}, std::move(company), {}});
}

//! \return false if it changed again in the meantime.
bool PresenceService::settle(UserId user)
{
    QMutexLocker locker(&m_mutex);
    Presence &presence = m_present[user];
    const bool isOnline = presence.sockets > 0;
    if (isOnline != presence.isAnnounced)
        return false;
    presence.isBusy = false;
    if (!isOnline)
        m_present.erase(user);
    return true;
}

} // namespace linnet
