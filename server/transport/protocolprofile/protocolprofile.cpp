// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/protocolprofile/protocolprofile.h"

#include "server/transport/protocolprofile/clientsuite.h"
#include "server/transport/protocolprofile/echolistener.h"
#include "server/transport/protocolprofile/echopart.h"
#include "server/transport/protocolprofile/echosockets.h"
#include "server/transport/protocolprofile/websocketechopart.h"
#include "server/transport/socketio/socketioserver.h"

namespace linnet {

using namespace std::chrono_literals;

namespace {

//! What the suites expect of size, and of the time until a session is open.
std::shared_ptr<const socketio::LiveSettings> suiteSettings(const QByteArray &path,
                                                            const CorsPolicy &cors,
                                                            ProtocolProfile::Suite suite,
                                                            const ProtocolProfile::Pace &pace)
{
    const bool isClientSuite = suite == ProtocolProfile::Suite::Client;
    socketio::EngineSettings settings;
    settings.path = path;
    settings.pingInterval = pace.pingInterval;
    settings.pingTimeout = pace.pingTimeout;
    // The client library counts on 10 ms. The protocol suites lose an open packet that comes in one
    // segment with a WebSocket's handshake, or that they read late together with it.
    settings.openDelay = 10ms;
    settings.socketOpenDelay = isClientSuite ? 10ms : 30ms;
    settings.maxPayload = 1'000'000;
    settings.dropAbove = 8 << 20; // An echo may be as long as what it answers, several times over.
    settings.closeAbove = 16 << 20;
    settings.allowsVersion3 = suite == ProtocolProfile::Suite::Engine3;
    settings.cors = cors;
    return std::make_shared<const socketio::LiveSettings>(settings);
}

socketio::ServerRules echoRules()
{
    socketio::ServerRules rules;
    rules.nameSpaces = {{"/", "/"}, {"/custom", "/custom"}};
    rules.connected = echoTo;
    return rules;
}

socketio::ServerRules rulesFor(ProtocolProfile::Suite suite, std::chrono::milliseconds toConnect)
{
    socketio::ServerRules rules =
        suite == ProtocolProfile::Suite::Client ? clientSuiteRules() : echoRules();
    rules.connectTimeout = [toConnect] { return toConnect; };
    return rules;
}

} // namespace

ProtocolProfile::Pace ProtocolProfile::paceOf(Suite suite)
{
    if (suite == Suite::Client)
        return {2s, 20s, 45s};
    return {300ms, 200ms, 1s};
}

ProtocolProfile::ProtocolProfile(Suite suite, const Pace &pace)
    : m_suite(suite)
    , m_pace(pace)
    , m_requestRules({.cors = CorsPolicy({"*"})})
    , m_rules(rulesFor(suite, pace.connectTimeout))
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
    std::vector<std::unique_ptr<HttpPart>> parts;
    parts.push_back(std::make_unique<socketio::Engine>(
        suiteSettings("/engine.io/", m_requestRules->cors, m_suite, m_pace),
        socketio::Engine::Surroundings{thread, deadlines, m_engines}, makeEchoListener));
    parts.push_back(socketio::makeSocketIoServer(
        suiteSettings("/socket.io/", m_requestRules->cors, m_suite, m_pace), m_rules,
        {thread, deadlines, m_socketIoEngines}));
    parts.push_back(std::make_unique<WebSocketEchoPart>());
    parts.push_back(std::make_unique<EchoPart>());
    return parts;
}

} // namespace linnet
