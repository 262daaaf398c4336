// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"
#include "server/net/reply.h"
#include "server/net/websocket.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace linnet::socketio {

//! \brief Where new clients stay until their session begins: no time at all, unless the settings
//! say otherwise.
//!
//! Those who hang up meanwhile are forgotten. What a WebSocket says meanwhile is heard afterwards.
class WaitingRoom
{
public:
    using PollingTurn = std::function<void(net::Request, net::Reply)>;
    using SocketTurn = std::function<void(net::Request, std::unique_ptr<net::WebSocket>)>;

    explicit WaitingRoom(std::chrono::milliseconds delay)
        : m_delay(delay)
    {}

    void seat(net::Request request, net::Reply reply, PollingTurn turn);
    void seat(net::Request request, std::unique_ptr<net::WebSocket> socket, SocketTurn turn);

private:
    const std::chrono::milliseconds m_delay;
    QObject m_seats; // Parent of those who wait: they go with the room.
};

} // namespace linnet::socketio
