// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/application.h"

namespace linnet {

class Farewell;

//! \brief One family of paths that a transport serves by itself: Socket.IO, /ws, the endpoints.
//!
//! Belongs to one I/O thread. What every reply carries (CORS, X-Request-Id, transport security) is
//! added by the HttpApplication that owns the part; the request's "x-request-id" is always set.
class HttpPart
{
public:
    virtual ~HttpPart() = default;

    virtual bool handles(QByteArrayView path) const = 0;

    //! No bodies, unless a part says otherwise.
    virtual net::BodyPlan planBody(const net::Request &head);

    virtual void handle(net::Request request, net::Reply reply) = 0;

    //! No WebSockets, unless a part says otherwise.
    virtual net::UpgradePlan planUpgrade(const net::Request &request);
    virtual void opened(std::unique_ptr<net::WebSocket> socket, net::Request request);

    //! The server is going down: begin nothing that would outlast it, and name all clients that
    //! stay connected to \p farewell.
    virtual void drain(Farewell &farewell);
};

} // namespace linnet
