// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/localhub.h"

#include <algorithm>

namespace linnet {

LocalHub::LocalHub(UserDirectory &directory, int thread)
    : m_directory(directory)
    , m_thread(thread)
{}

void LocalHub::add(Subscriber subscriber)
{
    m_directory.add(subscriber.user, m_thread);
    m_subscribers[subscriber.user].push_back(std::move(subscriber));
}

void LocalHub::remove(UserId user, const ClientSocket *socket)
{
    const auto entry = m_subscribers.find(user);
    if (entry == m_subscribers.end())
        return;
    const auto removed = std::erase_if(
        entry->second, [socket](const Subscriber &each) { return each.socket.get() == socket; });
    if (removed > 0)
        m_directory.remove(user, m_thread);
    if (entry->second.empty())
        m_subscribers.erase(entry);
}

void LocalHub::deliver(const OutgoingEvent &event, const std::vector<UserId> &users)
{
    for (const UserId user : users) {
        const auto entry = m_subscribers.find(user);
        if (entry == m_subscribers.end())
            continue;
        // Copied, because a socket that is closed takes itself off the list.
        const std::vector<Subscriber> subscribers = entry->second;
        for (const Subscriber &subscriber : subscribers)
            deliverTo(subscriber, event);
    }
}

void LocalHub::deliverTo(const Subscriber &subscriber, const OutgoingEvent &event)
{
    if (!subscriber.socket->isOpen())
        return;
    const auto *revoked = std::get_if<SessionRevoked>(&event.event().payload);
    if (revoked && revoked->session == subscriber.session) {
        // The word at which clients do not come back by themselves.
        subscriber.socket->close(CloseReason::ServerDisconnect);
        return;
    }
    if (subscriber.session == event.event().except && !subscriber.session.isNull())
        return;
    for (const PreparedEvent &prepared : event.encoded(*subscriber.dialect))
        subscriber.socket->emitEvent(prepared);
}

int LocalHub::socketCount(UserId user, SessionId session) const
{
    const auto entry = m_subscribers.find(user);
    if (entry == m_subscribers.end())
        return 0;
    return int(
        std::count_if(entry->second.begin(), entry->second.end(),
                      [session](const Subscriber &each) { return each.session == session; }));
}

} // namespace linnet
