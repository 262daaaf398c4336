// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/protocolprofile/websocketechopart.h"

#include "server/transport/sockets/farewell.h"

#include <QPointer>

namespace linnet {

bool WebSocketEchoPart::handles(QByteArrayView path) const
{
    return path == QByteArrayView("/ws-echo");
}

void WebSocketEchoPart::handle(net::Request, net::Reply reply)
{
    net::Response response;
    response.status = 426;
    response.headers = {{"upgrade", "websocket"}};
    reply.send(std::move(response));
}

net::UpgradePlan WebSocketEchoPart::planUpgrade(const net::Request &)
{
    net::UpgradePlan plan;
    plan.maxMessage = 17 << 20; // A suite sends 16 MiB and wants them back.
    plan.maxFragments = 65536;
    return plan;
}

void WebSocketEchoPart::opened(std::unique_ptr<net::WebSocket> socket, net::Request)
{
    net::WebSocket *const echo = socket.release();
    echo->setParent(&m_sockets);
    QObject::connect(echo, &net::WebSocket::textReceived, echo,
                     [echo](const QByteArray &text) { echo->send(net::Frame::text(text)); });
    QObject::connect(echo, &net::WebSocket::binaryReceived, echo,
                     [echo](const QByteArray &bytes) { echo->send(net::Frame::binary(bytes)); });
    QObject::connect(echo, &net::WebSocket::closed, echo, &QObject::deleteLater);
}

void WebSocketEchoPart::drain(Farewell &farewell)
{
    for (QObject *const child : m_sockets.children()) {
        const QPointer socket = static_cast<net::WebSocket *>(child);
        farewell.add([socket](Farewell::Haste) {
            if (socket)
                socket->close(1001);
            return true;
        });
    }
}

} // namespace linnet
