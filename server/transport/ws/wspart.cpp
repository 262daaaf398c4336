// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/ws/wspart.h"

#include "server/net/websockethandshake.h"
#include "server/transport/sockets/farewell.h"

namespace linnet {

namespace {

net::Response refusal(int status, const QByteArray &error, const QByteArray &message)
{
    net::Response response;
    response.status = status;
    response.headers.add("content-type", "application/json");
    response.body = R"({"error":")" + error + R"(","message":")" + message + R"("})";
    return response;
}

} // namespace

WsPart::WsPart(WsSettings settings, const LiveRules &rules,
               std::shared_ptr<DeadlineQueue> deadlines)
    : m_settings(std::move(settings))
    , m_rules(rules)
    , m_deadlines(std::move(deadlines))
{}

WsPart::~WsPart()
{
    const auto sockets = m_sockets; // Closing takes them out.
    for (const auto &[key, socket] : sockets)
        socket->close(CloseReason::ShuttingDown);
}

bool WsPart::handles(QByteArrayView path) const
{
    return path == m_settings.path;
}

void WsPart::handle(net::Request, net::Reply reply)
{
    net::Response response = refusal(426, "upgrade_required", "Only WebSockets are served here.");
    response.headers.add("upgrade", "websocket");
    reply.send(std::move(response));
}

net::UpgradePlan WsPart::planUpgrade(const net::Request &request)
{
    net::UpgradePlan plan;
    plan.subprotocol = Subprotocol;
    plan.maxMessage = m_rules->mostMessage;
    plan.budget = m_settings.unfinished;
    if (!m_rules->cors.acceptsFrom(request))
        plan.refusal = refusal(403, "forbidden", "This origin is not allowed.");
    else if (!net::handshake::offeredSubprotocols(request).contains(Subprotocol))
        plan.refusal = refusal(400, "subprotocol", "Offer the subprotocol linnet.v1.");
    return plan;
}

void WsPart::opened(std::unique_ptr<net::WebSocket> socket, net::Request request)
{
    const auto client =
        std::make_shared<WsSocket>(m_settings, *m_deadlines, std::move(socket),
                                   std::make_shared<const net::Request>(std::move(request)));
    m_sockets.emplace(client.get(), client);
    client->start([this, key = client.get()] { m_sockets.erase(key); });
}

void WsPart::drain(Farewell &farewell)
{
    for (const auto &[key, socket] : m_sockets)
        farewell.add(socket);
}

} // namespace linnet
