// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/enginewebsocket.h"

#include "cli/doctor/enginepolling.h"
#include "common/client/websocketprobe.h"
#include "common/core/durationwords.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const QString Upgrading =
    u"Have the proxy hand on upgrades below %1. nginx: proxy_http_version 1.1; "
    "proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\"; "
    "proxy_read_timeout above the ping interval. Clients get by with polling meanwhile, at "
    "a much higher load."_s;

} // namespace

Finding checkWebSocket(const PublicServer &server)
{
    if (!server.transports.contains(u"websocket"_s))
        return Finding::skipped(u"[socketio] transports leaves WebSockets out."_s);
    const QString fix = Upgrading.arg(QString::fromLatin1(server.enginePath));
    const auto begun = std::chrono::steady_clock::now();
    const auto packet = probeWebSocket(
        server.address, server.enginePath + "?EIO=4&transport=websocket", server.settings);
    if (!packet)
        return Finding::failure(packet.error().message, fix);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    if (sessionOpenedBy(*packet).isEmpty())
        return Finding::failure(u"The WebSocket is there, and does not speak Engine.IO."_s, fix);
    return Finding::ok(
        u"A connection was upgraded to a WebSocket and a session opened on it in %1."_s.arg(
            inWords(took)));
}

} // namespace linnet::cli
