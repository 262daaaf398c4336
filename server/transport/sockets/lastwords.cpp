// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/lastwords.h"

namespace linnet {

void closeAndForget(std::unique_ptr<net::WebSocket> socket, quint16 code, const QByteArray &reason)
{
    net::WebSocket *const last = socket.release();
    last->disconnect();
    QObject::connect(last, &net::WebSocket::closed, last, &QObject::deleteLater);
    last->close(code, reason);
}

} // namespace linnet
