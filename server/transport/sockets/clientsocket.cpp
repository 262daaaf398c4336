// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/clientsocket.h"

#include "common/protocol/jsontext.h"

namespace linnet {

std::vector<QByteArrayView> Arguments::values() const
{
    return splitJsonArray(json).value_or(std::vector<QByteArrayView>());
}

QByteArray toText(CloseReason reason)
{
    switch (reason) {
    case CloseReason::TransportClose:
        return "transport close";
    case CloseReason::TransportError:
        return "transport error";
    case CloseReason::PingTimeout:
        return "ping timeout";
    case CloseReason::ParseError:
        return "parse error";
    case CloseReason::ClientDisconnect:
        return "client namespace disconnect";
    case CloseReason::ServerDisconnect:
        return "server namespace disconnect";
    case CloseReason::ShuttingDown:
        return "server shutting down";
    case CloseReason::Overflow:
        return "resync";
    case CloseReason::Unauthenticated:
        return "unauthenticated";
    }
    Q_UNREACHABLE();
}

} // namespace linnet
