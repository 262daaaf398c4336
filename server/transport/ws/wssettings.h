// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/sockets/clientsocket.h"

#include <chrono>

namespace linnet {

//! \brief How the plain WebSocket endpoint behaves.
struct WsSettings
{
    QByteArray path = "/ws";
    std::chrono::milliseconds identification = std::chrono::seconds(5);
    qint64 mostEarly = 1 << 20; //!< Bytes of what is said before the client is let in.
    // Bytes that the network does not take, without the longest message (net::Load):
    qint64 dropAbove = 256 << 10; //!< Above this, droppable events are left out.
    qint64 closeAbove = 768 << 10; //!< Above this, the connection ends.
    ConnectHandler connected;
    std::shared_ptr<net::BodyBudget> unfinished = {}; //!< Of messages that are not whole yet.

    //! \brief How it is found out that a client has gone without a word.
    struct Pings
    {
        std::chrono::milliseconds interval = std::chrono::seconds(25); //!< Of silence; then asked.
        std::chrono::milliseconds patience = std::chrono::seconds(20); //!< For any answer.
    };
    //! Asked now and then for each client, by the index of the listener that it came in at.
    std::function<Pings(int listener)> pings = [](int) { return Pings(); };
};

//! \brief Close codes of linnet.v1, beside those of RFC 6455.
namespace closecode {
constexpr quint16 Unauthenticated = 4401; //!< No identification in time, or an invalid one.
constexpr quint16 Resync = 4409; //!< The client did not keep up: come back and synchronise.
} // namespace closecode

} // namespace linnet
