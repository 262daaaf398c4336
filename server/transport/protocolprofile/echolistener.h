// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/socketio/enginesession.h"

namespace linnet {

//! \return what sends every message of \p session back as it came.
std::unique_ptr<socketio::EngineSession::Listener> makeEchoListener(
    socketio::EngineSession &session, std::shared_ptr<const net::Request> request);

} // namespace linnet
