// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"
#include "server/transport/socketio/enginepacket.h"
#include "server/transport/socketio/enginesettings.h"

#include <optional>
#include <variant>

namespace linnet::socketio {

//! \brief Why a request is turned away, in the protocol's own numbers.
enum class EngineFault {
    UnknownTransport = 0,
    UnknownSession = 1,
    BadHandshakeMethod = 2,
    BadRequest = 3,
    Forbidden = 4,
    UnsupportedVersion = 5,
};

enum class EngineTransport { Polling, WebSocket };

//! \brief What a request for an Engine.IO endpoint says in its query.
struct EngineRequest
{
    EngineTransport transport = EngineTransport::Polling;
    QByteArray sid; //!< Empty: a new session is wanted.
    QByteArray version; //!< As sent.
    bool isTextOnly = false; //!< b64
};

//! \return the request's parameters, or why it cannot be served. \p arrivesOn is what it came over.
std::variant<EngineRequest, EngineFault> readRequest(const net::Request &request,
                                                     EngineTransport arrivesOn,
                                                     const EngineSettings &settings);

//! \return the version a new session is to speak; nothing if it is not allowed.
std::optional<EngineVersion> versionFor(const EngineRequest &request,
                                        const EngineSettings &settings);

//! \return 400 or 403 with {"code":…,"message":…}.
net::Response toResponse(EngineFault fault);

} // namespace linnet::socketio
