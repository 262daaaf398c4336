// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/application.h"
#include "server/net/settings.h"
#include "server/transport/http/httppart.h"
#include "server/transport/http/requestrules.h"
#include "server/transport/socketio/client.h"
#include "server/transport/socketio/enginepeers.h"

#include <chrono>
#include <vector>

namespace linnet {

//! \brief What a server answers that public protocol suites are run against: the production
//! transports, with applications on top that echo, or answer what a suite asks.
//!
//! For loopback addresses only. Safe from any thread once built.
class ProtocolProfile
{
public:
    enum class Suite {
        Protocol, //!< Engine.IO 4, Socket.IO 5, WebSocket and HTTP.
        Engine3, //!< The same with Engine.IO 3.
        Client, //!< The public client library's own tests.
    };

    //! \brief How long clients are given.
    struct Pace
    {
        std::chrono::milliseconds pingInterval;
        std::chrono::milliseconds pingTimeout;
        std::chrono::milliseconds connectTimeout; //!< To join a namespace of Socket.IO.
    };
    //! \return what \p suite expects, which measures it.
    static Pace paceOf(Suite suite);

    explicit ProtocolProfile(Suite suite)
        : ProtocolProfile(suite, paceOf(suite))
    {}
    //! With a pace of its own, for clients that do not measure it.
    ProtocolProfile(Suite suite, const Pace &pace);

    //! Suites are from everywhere.
    const LiveRules &requestRules() const { return m_requestRules; }

    //! \return \p settings with room for the suites' 16 MiB messages.
    static net::ServerSettings widened(net::ServerSettings settings);

    //! \return the parts of one I/O thread's HttpApplication.
    std::vector<std::unique_ptr<HttpPart>> makeParts(net::IoThread &thread) const;

private:
    const Suite m_suite;
    const Pace m_pace;
    const LiveRules m_requestRules;
    const socketio::ServerRules m_rules;
    const std::shared_ptr<socketio::EnginePeers> m_engines;
    const std::shared_ptr<socketio::EnginePeers> m_socketIoEngines;
};

} // namespace linnet
