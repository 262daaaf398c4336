// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpointtable.h"
#include "server/transport/gate/dispatcher.h"
#include "server/transport/gate/networklist.h"
#include "server/transport/hub/localhub.h"
#include "server/transport/sockets/clientsocket.h"

namespace linnet {

//! \brief Told when a signed-in socket comes and goes, on its I/O thread.
class SocketObserver
{
public:
    virtual ~SocketObserver() = default;
    virtual void connected(UserId user, SessionId session) = 0;
    virtual void disconnected(UserId user, SessionId session) = 0;
};

//! \brief Lets signed-in clients in, and carries their events to endpoints and the answers back.
//!
//! One for each I/O thread, used there only; serves every kind of socket.
class SocketGateway
{
public:
    struct Parts
    {
        const EndpointTable &table;
        Gate &gate;
        Dispatcher &dispatcher;
        LocalHub &hub;
        SocketObserver &observer;
        const Dialect &defaultDialect; //!< Words a refusal, before anybody knows who it is.
        const NetworkList &trustedProxies;
        int maxSocketsPerSession; //!< On each I/O thread; above it the next is refused.
    };

    //! All parts outlive the gateway.
    explicit SocketGateway(Parts parts)
        : m_parts(parts)
    {}

    //! Accepts or refuses \p socket.
    void welcome(const std::shared_ptr<ClientSocket> &socket);

private:
    void admit(const std::shared_ptr<ClientSocket> &socket, const Identity &identity);
    void refuse(ClientSocket &socket, const Error &error) const;
    void serve(const std::shared_ptr<ClientSocket> &socket, const Subscriber &subscriber,
               const Caller &caller);

    const Parts m_parts;
    quint64 m_requests = 0; //!< Counted to name them in the log.
};

} // namespace linnet
