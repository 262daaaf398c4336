// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpointtable.h"
#include "server/services/identity/recentcallers.h"
#include "server/transport/gate/dispatcher.h"
#include "server/transport/gateway/handshakeclaims.h"
#include "server/transport/gateway/logpace.h"
#include "server/transport/http/requestrules.h"
#include "server/transport/hub/localhub.h"
#include "server/transport/sockets/clientsocket.h"

#include <atomic>

namespace linnet {

//! \brief What became of those who named a user and proved nothing.
struct NamedUsers
{
    std::atomic<quint64> admitted = 0;
    std::atomic<quint64> refused = 0;
    std::atomic<quint64> dropped = 0; //!< Admitted first; then the browser proved somebody else.
};

//! \brief What lets clients in and serves them; the same for all I/O threads, and outlives them.
struct GatewayContext
{
    const EndpointTable &table;
    Gate &gate;
    Dispatcher &dispatcher;
    SocketObserver &observer; //!< The hub's, too.
    RecentCallers &recent;
    NamedUsers &named;
    const Dialect &defaultDialect; //!< Words a refusal, before anybody knows who it is.
    const LiveRules &rules;
    //! Sends a socket what it missed since then. May be null.
    std::function<void(std::shared_ptr<ClientSocket>, SocketOwner, Timestamp)> replay = {};
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

    //! The server is going down: events that come from now on are refused. Those that came before
    //! are answered.
    void goDown() { m_isGoingDown = true; }

private:
    //! \brief An event of a client, as it came.
    struct Received
    {
        const QByteArray &name;
        const Arguments &arguments;
        const Ack &ack;
    };

    //! \brief Whom a socket is taken for.
    struct Proof
    {
        Identity identity;
        QByteArray token; //!< Empty: the user was only named, or it is the operator.
        QString dialect = {}; //!< That the client asks for; empty: that of its session.
    };
    //! \brief How far it is with a socket that only names a user.
    enum class Naming {
        Sought, //!< Among those who proved themselves lately.
        Unknown, //!< The client may still prove it with the request that it upgrades with.
        Admitted,
        Over,
    };
    //! \brief A socket that only names a user.
    struct Named
    {
        std::weak_ptr<ClientSocket> socket;
        UserId user;
        Naming naming = Naming::Sought;
    };

    Result<Proof> prove(const HandshakeClaims &claims) const;
    QCoro::Task<> seek(std::shared_ptr<Named> named, QHostAddress address);
    void settle(Named &named, const std::optional<Identity> &identity);
    void upgraded(Named &named, const net::Request &request);
    void refuseNamed(Named &named, const Error &error);
    //! \return what says \p error to a client that is not to know what became of a name.
    Error asIfUnnamed(const Error &error) const;
    bool takesNames(const ClientSocket &socket) const;
    QHostAddress addressOf(const ClientSocket &socket) const;
    //! \return the tokens in the cookies of \p request, if its page may use them.
    std::vector<QByteArray> cookiesOf(const net::Request &request) const;
    const Dialect &wordsFor(const ClientSocket &socket) const;
    const Dialect &dialectFor(const ClientSocket &socket, const Proof &proof) const;
    QString originOf(const ClientSocket &socket, const Dialect &dialect) const;

    Result<> charge(const ClientSocket &socket, const Identity &identity) const;
    void admit(const std::shared_ptr<ClientSocket> &socket, const Proof &proof);
    bool holds(const Proof &proof) const;
    void refuse(ClientSocket &socket, const Error &error) const;
    void serve(const std::shared_ptr<ClientSocket> &socket, const Subscriber &subscriber,
               const Identity &identity);
    void noteCaller(const QHostAddress &address, const Identity &identity) const;
    Caller callerOf(const ClientSocket &socket, const Identity &identity) const;
    void receive(const std::shared_ptr<ClientSocket> &socket, const Dialect &dialect,
                 const Caller &caller, const Received &event);

    const GatewayContext m_context;
    LocalHub &m_hub;
    quint64 m_requests = 0; //!< Counted to name them in the log.
    LogPace m_refusals; //!< Of sockets that only name a user.
    bool m_isGoingDown = false;
};

} // namespace linnet
