// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/requestaddress.h"

namespace linnet {

QHostAddress requestAddress(const net::Request &request, const NetworkList &proxies)
{
    // A proxy may add a line instead of an element: all lines are one list.
    QByteArrayList values;
    for (const net::Header &header : request.headers) {
        if (header.name == "x-forwarded-for")
            values.append(header.value);
    }
    return clientAddress(request.peer.address, values.join(','), proxies);
}

} // namespace linnet
