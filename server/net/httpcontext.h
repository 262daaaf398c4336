// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/application.h"
#include "server/net/connection.h"
#include "server/net/httplane.h"
#include "server/net/placebudget.h"
#include "server/net/websocketlane.h"

#include <functional>

namespace linnet::net {

//! \brief A request to open a WebSocket, on its way to the thread it belongs to.
struct Move
{
    Link link;
    Request request;
    QByteArray rest; //!< Bytes that followed the request.
    int hops = 0; //!< How many times it has moved.
};

//! \brief What HTTP on one I/O thread works with.
struct HttpContext
{
    Application &application;
    int thread;
    std::shared_ptr<const Headers> defaultHeaders;
    std::shared_ptr<PlaceBudget> longAnswers; //!< Of all threads.
    HttpLane &requests;
    WebSocketLane &webSockets;
    std::function<void(int thread, Move)> move;
};

} // namespace linnet::net
