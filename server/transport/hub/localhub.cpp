// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/localhub.h"

#include <algorithm>

namespace linnet {

LocalHub::LocalHub(UserDirectory &directory, int thread, SocketObserver &observer)
    : m_directory(directory)
    , m_thread(thread)
    , m_observer(observer)
    , m_arrivals(observer)
{}

void LocalHub::add(Subscriber subscriber)
{
    const UserId user = subscriber.owner.user;
    m_directory.add(user, m_thread);
    m_subscribers[user].push_back(std::move(subscriber));
}

void LocalHub::remove(UserId user, const ClientSocket *socket)
{
    const auto entry = m_subscribers.find(user);
    if (entry == m_subscribers.end())
        return;
    const auto removed = std::erase_if(
        entry->second, [socket](const Subscriber &each) { return each.socket.get() == socket; });
    if (removed > 0) {
        m_directory.remove(user, m_thread);
        m_rooms.erase(socket);
    }
    if (entry->second.empty())
        m_subscribers.erase(entry);
}

void LocalHub::move(UserId user, const ClientSocket *socket, const RoomMove &move, quint64 number)
{
    const auto entry = m_subscribers.find(user);
    if (entry == m_subscribers.end())
        return;
    const auto subscriber =
        std::find_if(entry->second.begin(), entry->second.end(),
                     [socket](const Subscriber &each) { return each.socket.get() == socket; });
    if (subscriber == entry->second.end())
        return;
    const bool isNewlyWatched = m_rooms[socket].move(move, number);
    if (isNewlyWatched)
        m_observer.entered(subscriber->owner, move.conversation);
}

void LocalHub::deliver(const OutgoingEvent &event, const std::vector<UserId> &users)
{
    forEach(users, [&](const Subscriber &subscriber) { deliverTo(subscriber, event); });
}

void LocalHub::deliverToRoom(const OutgoingEvent &event, const std::vector<UserId> &users)
{
    forEach(users, [&](const Subscriber &subscriber) {
        if (!subscriber.socket->isOpen() || !isInRoom(subscriber, event))
            return;
        const auto &events = event.encoded(*subscriber.owner.dialect, subscriber.origin);
        for (const PreparedEvent &prepared : events) {
            if (prepared.reach() == Reach::InRoom)
                subscriber.socket->emitEvent(prepared);
        }
    });
}

void LocalHub::forEach(const std::vector<UserId> &users,
                       const std::function<void(const Subscriber &)> &function)
{
    for (const UserId user : users) {
        const auto entry = m_subscribers.find(user);
        if (entry == m_subscribers.end())
            continue;
        // Copied, because a socket that is closed takes itself off the list.
        const std::vector<Subscriber> subscribers = entry->second;
        for (const Subscriber &subscriber : subscribers)
            function(subscriber);
    }
}

void LocalHub::deliverTo(const Subscriber &subscriber, const OutgoingEvent &event)
{
    if (!subscriber.socket->isOpen())
        return;
    const auto *revoked = std::get_if<SessionRevoked>(&event.event().payload);
    if (revoked && revoked->session == subscriber.owner.session) {
        // The word at which clients do not come back by themselves.
        subscriber.socket->close(CloseReason::ServerDisconnect);
        return;
    }
    const SocketOwner &owner = subscriber.owner;
    if (owner.session == event.event().except && !owner.session.isNull())
        return;
    for (const PreparedEvent &prepared : event.encoded(*owner.dialect, subscriber.origin)) {
        if (isReached(subscriber, event, prepared.reach()))
            subscriber.socket->emitEvent(prepared);
    }
    if (owner.dialect->receipts() == ReceiptSource::Presence)
        note(subscriber, event);
}

bool LocalHub::isReached(const Subscriber &subscriber, const OutgoingEvent &event,
                         Reach reach) const
{
    switch (reach) {
    case Reach::Everybody:
        return true;
    case Reach::InRoom:
        return isInRoom(subscriber, event);
    case Reach::OutsideRoom:
        return !isInRoom(subscriber, event);
    case Reach::Unwatched:
        return !isWatched(subscriber, event);
    case Reach::NotElsewhere:
        return !m_rooms.contains(subscriber.socket.get()) || isInRoom(subscriber, event);
    }
    Q_UNREACHABLE();
}

bool LocalHub::isInRoom(const Subscriber &subscriber, const OutgoingEvent &event) const
{
    const auto rooms = m_rooms.find(subscriber.socket.get());
    return rooms != m_rooms.end() && rooms->second.contains(event.conversation());
}

bool LocalHub::isWatched(const Subscriber &subscriber, const OutgoingEvent &event) const
{
    const auto rooms = m_rooms.find(subscriber.socket.get());
    return rooms != m_rooms.end() && rooms->second.isWatched(event.conversation());
}

void LocalHub::note(const Subscriber &subscriber, const OutgoingEvent &event)
{
    const auto *added = std::get_if<MessageAdded>(&event.event().payload);
    if (!added || !subscriber.socket->isOpen())
        return;
    const qint64 seq = added->message.seq;
    const qint64 watchedSeq = isWatched(subscriber, event) ? seq : 0;
    m_arrivals.add(event.conversation(), {subscriber.owner.user, seq, watchedSeq});
}

SessionSockets LocalHub::socketsOf(const std::vector<UserId> &users) const
{
    SessionSockets found;
    for (const UserId user : users) {
        const auto entry = m_subscribers.find(user);
        if (entry == m_subscribers.end())
            continue;
        for (const Subscriber &each : entry->second)
            found[each.owner.session].add(each.socket->transport(), each.socket->backlog());
    }
    return found;
}

OpenSockets LocalHub::sockets() const
{
    OpenSockets all;
    for (const auto &[user, subscribers] : m_subscribers) {
        for (const Subscriber &each : subscribers)
            all.add(each.socket->transport(), each.socket->backlog());
    }
    return all;
}

int LocalHub::socketCount(UserId user, SessionId session) const
{
    const auto entry = m_subscribers.find(user);
    if (entry == m_subscribers.end())
        return 0;
    return int(
        std::count_if(entry->second.begin(), entry->second.end(),
                      [session](const Subscriber &each) { return each.owner.session == session; }));
}

} // namespace linnet
