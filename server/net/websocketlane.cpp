// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/websocketlane.h"

#include "server/net/adaptersocket.h"
#include "server/net/websockethandshake.h"
#include "server/net/websocketwire.h"

#include <QCoreApplication>
#include <QWebSocket>
#include <QWebSocketServer>

namespace linnet::net {

WebSocketLane::WebSocketLane()
    : m_server(std::make_unique<QWebSocketServer>(QString(), QWebSocketServer::NonSecureMode))
{}

WebSocketLane::~WebSocketLane() = default;

std::optional<WebSocketLane::Opened> WebSocketLane::open(Outlet &outlet, const Request &request,
                                                         const UpgradePlan &plan,
                                                         const QByteArray &place)
{
    QByteArray answer;
    auto adapter = std::make_unique<AdapterSocket>(request.peer);
    adapter->setOutput(&answer);
    adapter->feed(handshake::canonicalHead(request));
    m_server->handleConnection(adapter.get());
    // QWebSocketServer reads the head from its event queue; this is where it gets there.
    QCoreApplication::sendPostedEvents(m_server.get(), QEvent::MetaCall);

    adapter->setOutput(nullptr); // From here on, QWebSocket has nothing to say of its own.

    WebSocketWire::QtSocket qtSocket(m_server->nextPendingConnection());
    const auto head = handshake::acceptance(answer, plan.subprotocol);
    if (!qtSocket || head.isEmpty())
        return {};
    auto *const belongsToQt = adapter.release();
    QObject::disconnect(belongsToQt, nullptr, m_server.get(), nullptr);
    belongsToQt->setParent(qtSocket.get());
    belongsToQt->stopBuffering();
    qtSocket->setParent(nullptr);

    auto wire = std::make_unique<WebSocketWire>(
        outlet, WebSocketParser(plan.maxMessage, plan.maxFragments), BodyShare(plan.budget, place),
        std::move(qtSocket), *belongsToQt);
    auto socket = wire->takeSocket();
    outlet.write(head);
    return Opened{std::move(wire), std::move(socket)};
}

} // namespace linnet::net
