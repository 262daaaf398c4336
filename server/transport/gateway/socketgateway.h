// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpointtable.h"
#include "server/transport/gate/dispatcher.h"
#include "server/transport/gate/networklist.h"
#include "server/transport/hub/localhub.h"
#include "server/transport/sockets/clientsocket.h"

namespace linnet {

//! \brief What lets clients in and serves them; the same for all I/O threads, and outlives them.
struct GatewayContext
{
    const EndpointTable &table;
    Gate &gate;
    Dispatcher &dispatcher;
    SocketObserver &observer; //!< The hub's, too.
    const Dialect &defaultDialect; //!< Words a refusal, before anybody knows who it is.
    const NetworkList &trustedProxies;
    int maxSocketsPerSession; //!< On each I/O thread; above it the next is refused.
};

//! \brief Lets signed-in clients in, and carries their events to endpoints and the answers back.
//!
//! One for each I/O thread, used there only; serves every kind of socket.
class SocketGateway
{
public:
    //! \p hub is the thread's, and outlives the gateway.
    SocketGateway(const GatewayContext &context, LocalHub &hub)
        : m_context(context)
        , m_hub(hub)
    {}

    //! Accepts or refuses \p socket.
    void welcome(const std::shared_ptr<ClientSocket> &socket);

private:
    //! \brief An event of a client, as it came.
    struct Received
    {
        const QByteArray &name;
        const Arguments &arguments;
        const Ack &ack;
    };

    void admit(const std::shared_ptr<ClientSocket> &socket, const Identity &identity);
    void refuse(ClientSocket &socket, const Error &error) const;
    void serve(const std::shared_ptr<ClientSocket> &socket, const Subscriber &subscriber,
               const Caller &caller);
    void receive(const std::shared_ptr<ClientSocket> &socket, const Dialect &dialect,
                 const Caller &caller, const Received &event);

    const GatewayContext m_context;
    LocalHub &m_hub;
    quint64 m_requests = 0; //!< Counted to name them in the log.
};

} // namespace linnet
