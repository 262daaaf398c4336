// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/protocolprofile/protocolprofile.h"

#include "server/transport/protocolprofile/echolistener.h"
#include "server/transport/protocolprofile/echopart.h"
#include "server/transport/protocolprofile/echosockets.h"
#include "server/transport/protocolprofile/websocketechopart.h"
#include "server/transport/socketio/socketioserver.h"

namespace linnet {

using namespace std::chrono_literals;

namespace {

//! What the suites expect of timing and size.
socketio::EngineSettings suiteSettings(const QByteArray &path, const CorsPolicy &cors)
{
    socketio::EngineSettings settings;
    settings.path = path;
    settings.pingInterval = 300ms;
    settings.pingTimeout = 200ms;
    settings.maxPayload = 1'000'000;
    settings.dropAbove = 8 << 20; // An echo may be as long as what it answers, several times over.
    settings.closeAbove = 16 << 20;
    settings.cors = cors;
    return settings;
}

} // namespace

ProtocolProfile::ProtocolProfile(Engine3 engine3)
    : m_engine3(engine3)
    , m_cors({"*"})
    , m_engines(std::make_shared<socketio::EnginePeers>())
    , m_socketIoEngines(std::make_shared<socketio::EnginePeers>())
{}

net::ServerSettings ProtocolProfile::widened(net::ServerSettings settings)
{
    settings.limits.outputMost = 64 << 20;
    return settings;
}

std::vector<std::unique_ptr<HttpPart>> ProtocolProfile::makeParts(net::IoThread &thread) const
{
    const auto deadlines = std::make_shared<DeadlineQueue>();
    socketio::EngineSettings raw = suiteSettings("/engine.io/", m_cors);
    raw.allowsVersion3 = m_engine3 == Engine3::Allowed;
    socketio::EngineSettings socketIo = suiteSettings("/socket.io/", m_cors);
    socketIo.allowsVersion3 = raw.allowsVersion3;

    socketio::ServerRules rules;
    rules.connectTimeout = 1000ms;
    rules.nameSpaces = {{"/", "/"}, {"/custom", "/custom"}};
    rules.connected = echoTo;

    std::vector<std::unique_ptr<HttpPart>> parts;
    parts.push_back(std::make_unique<socketio::Engine>(
        raw, socketio::Engine::Surroundings{thread, deadlines, m_engines}, makeEchoListener));
    parts.push_back(
        socketio::makeSocketIoServer(socketIo, rules, {thread, deadlines, m_socketIoEngines}));
    parts.push_back(std::make_unique<WebSocketEchoPart>());
    parts.push_back(std::make_unique<EchoPart>());
    return parts;
}

} // namespace linnet
