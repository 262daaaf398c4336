// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/socketioserver.h"

namespace linnet::socketio {

std::unique_ptr<Engine> makeSocketIoServer(std::shared_ptr<const LiveSettings> settings,
                                           ServerRules rules, Engine::Surroundings surroundings)
{
    const auto makeClient = [rules = std::move(rules), deadlines = surroundings.deadlines](
                                EngineSession &session,
                                std::shared_ptr<const net::Request> request) {
        return std::make_unique<Client>(rules, session, *deadlines, std::move(request));
    };
    return std::make_unique<Engine>(std::move(settings), std::move(surroundings), makeClient);
}

} // namespace linnet::socketio
