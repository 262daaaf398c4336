// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/core/networklist.h"
#include "server/transport/http/corspolicy.h"

#include <QByteArray>

#include <chrono>
#include <map>

namespace linnet::socketio {

//! \brief How one Engine.IO endpoint behaves.
struct EngineSettings
{
    QByteArray path = "/socket.io/"; //!< Ends in a slash; served without it as well.
    std::chrono::milliseconds pingInterval = std::chrono::seconds(25);
    //! Where a listener, by its index, has one of its own.
    std::map<int, std::chrono::milliseconds> pingIntervals = {};
    std::chrono::milliseconds pingTimeout = std::chrono::seconds(20);
    std::chrono::milliseconds upgradeTimeout = std::chrono::seconds(10); //!< For the probe.
    //! What a client waits for its open packet, by polling and on a WebSocket. Some suites' clients
    //! miss a packet that arrives with the one before, or measure a slow server.
    std::chrono::milliseconds openDelay = std::chrono::milliseconds::zero();
    std::chrono::milliseconds socketOpenDelay = std::chrono::milliseconds::zero();
    qint64 maxPayload = 1'000'000; //!< Bytes of one POST or one WebSocket message.
    size_t maxPackets = 1000; //!< In one POST.
    // Bytes not taken, by the network or by a poll, and without the longest message (net::Load):
    qint64 dropAbove = 256 << 10; //!< Above this, droppable messages are left out.
    qint64 closeAbove = 768 << 10; //!< Above this, the session ends.
    int newcomers = 10'000; //!< Sessions by polling that are not let in yet; the next is 503.
    int newcomersPerAddress = 5'000; //!< The same of one address; the next is 429.
    NetworkList proxies = {}; //!< They bring the clients of many: only the total limits them.
    bool allowsPolling = true;
    bool allowsWebSocket = true;
    bool allowsVersion3 = false;
    CorsPolicy cors = CorsPolicy(); //!< Judges the origin of those that want a session.

    //! \return the interval at the listener of that index.
    std::chrono::milliseconds pingIntervalAt(int listener) const
    {
        const auto own = pingIntervals.find(listener);
        return own == pingIntervals.end() ? pingInterval : own->second;
    }

    bool operator==(const EngineSettings &) const = default;
};

//! Those of now; a session goes on with those it began with.
using LiveSettings = Live<EngineSettings>;

} // namespace linnet::socketio
