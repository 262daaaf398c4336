// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "server/transport/hub/outgoingevent.h"
#include "server/transport/hub/userdirectory.h"
#include "server/transport/sockets/clientsocket.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace linnet {

//! \brief A socket whose owner is known.
struct Subscriber
{
    std::shared_ptr<ClientSocket> socket;
    UserId user;
    SessionId session;
    const Dialect *dialect = nullptr;
};

//! \brief The signed-in sockets of one I/O thread, by user. Used on that thread only.
class LocalHub
{
public:
    //! \p directory outlives the hub and is kept informed.
    LocalHub(UserDirectory &directory, int thread);

    void add(Subscriber subscriber);
    void remove(UserId user, const ClientSocket *socket);

    //! Gives \p event to every socket of \p users, each socket once.
    void deliver(const OutgoingEvent &event, const std::vector<UserId> &users);

    //! \return how many sockets \p session has here.
    int socketCount(UserId user, SessionId session) const;

private:
    void deliverTo(const Subscriber &subscriber, const OutgoingEvent &event);

    UserDirectory &m_directory;
    const int m_thread;
    std::unordered_map<UserId, std::vector<Subscriber>> m_subscribers;
};

} // namespace linnet
