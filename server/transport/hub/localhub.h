// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "server/transport/hub/arrivals.h"
#include "server/transport/hub/outgoingevent.h"
#include "server/transport/hub/rooms.h"
#include "server/transport/hub/userdirectory.h"
#include "server/transport/sockets/clientsocket.h"

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace linnet {

//! \brief A socket whose owner is known.
struct Subscriber
{
    std::shared_ptr<ClientSocket> socket;
    SocketOwner owner;
    QString origin = {}; //!< Where its client reaches this server; for dialects that show URLs.
};

//! \brief The signed-in sockets of one I/O thread, by user. Used on that thread only.
class LocalHub
{
public:
    //! \p directory and \p observer outlive the hub and are kept informed.
    LocalHub(UserDirectory &directory, int thread, SocketObserver &observer);

    void add(Subscriber subscriber);
    void remove(UserId user, const ClientSocket *socket);

    //! Takes \p socket into a room or out of it, unless it is not of \p user or the client has said
    //! something newer since: \p number counts what clients ask for, answers come in any order.
    void move(UserId user, const ClientSocket *socket, const RoomMove &move, quint64 number);

    //! Gives \p event to every socket of \p users, each socket once.
    void deliver(const OutgoingEvent &event, const std::vector<UserId> &users);
    //! Gives what is for the room of \p event to those sockets of \p users that are in it.
    void deliverToRoom(const OutgoingEvent &event, const std::vector<UserId> &users);

    //! \return the sockets of \p users here, by session.
    SessionSockets socketsOf(const std::vector<UserId> &users) const;
    //! \return all sockets here.
    OpenSockets sockets() const;

    //! \return how many sockets \p session has here.
    int socketCount(UserId user, SessionId session) const;

private:
    //! Calls \p function with every socket of \p users, each once.
    void forEach(const std::vector<UserId> &users,
                 const std::function<void(const Subscriber &)> &function);
    void deliverTo(const Subscriber &subscriber, const OutgoingEvent &event);

    bool isReached(const Subscriber &subscriber, const OutgoingEvent &event, Reach reach) const;
    bool isInRoom(const Subscriber &subscriber, const OutgoingEvent &event) const;
    bool isWatched(const Subscriber &subscriber, const OutgoingEvent &event) const;
    void note(const Subscriber &subscriber, const OutgoingEvent &event);

    UserDirectory &m_directory;
    const int m_thread;
    SocketObserver &m_observer;
    std::unordered_map<UserId, std::vector<Subscriber>> m_subscribers;
    std::unordered_map<const ClientSocket *, Rooms> m_rooms; //!< Of those that ever entered one.
    Arrivals m_arrivals;
};

} // namespace linnet
