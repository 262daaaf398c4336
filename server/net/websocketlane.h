// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/application.h"
#include "server/net/wire.h"

#include <memory>

class QWebSocketServer;

namespace linnet::net {

//! \brief Opens WebSockets through a QWebSocketServer; one for each I/O thread.
class WebSocketLane
{
public:
    //! \brief A connection's new wire, and the application's end of it.
    struct Opened
    {
        std::unique_ptr<Wire> wire;
        std::unique_ptr<WebSocket> socket;
    };

    WebSocketLane();
    ~WebSocketLane();

    //! Answers \p request, which handshake::refusal() and the application had nothing against, and
    //! whose \p plan has been carried out as far as the thread goes. The answer is queued when this
    //! returns; bytes that follow the request's head are the wire's.
    //! \param place whose share of the plan's budget it takes, as BodyBudget has it.
    //! \return nothing if Qt refused: no byte was written then.
    std::optional<Opened> open(Outlet &outlet, const Request &request, const UpgradePlan &plan,
                               const QByteArray &place = {});

private:
    std::unique_ptr<QWebSocketServer> m_server;
};

} // namespace linnet::net
