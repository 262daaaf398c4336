// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/clientaddress.h"

namespace linnet {

QHostAddress clientAddress(const QHostAddress &peer, QByteArrayView forwardedFor,
                           const NetworkList &proxies)
{
    QHostAddress client = plainAddress(peer);
    QByteArrayView rest = forwardedFor;
    while (!rest.isEmpty() && proxies.contains(client)) {
        const qsizetype comma = rest.lastIndexOf(',');
        const QHostAddress said(QString::fromLatin1(rest.sliced(comma + 1).trimmed()));
        if (said.isNull())
            break;
        client = plainAddress(said);
        rest = rest.first(comma < 0 ? 0 : comma);
    }
    return client;
}

} // namespace linnet
