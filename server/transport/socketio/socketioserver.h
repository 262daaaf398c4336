// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/socketio/client.h"
#include "server/transport/socketio/engine.h"

namespace linnet::socketio {

//! \return an engine whose sessions speak Socket.IO by \p rules.
std::unique_ptr<Engine> makeSocketIoServer(std::shared_ptr<const LiveSettings> settings,
                                           ServerRules rules, Engine::Surroundings surroundings);

} // namespace linnet::socketio
