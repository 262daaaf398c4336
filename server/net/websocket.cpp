// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/websocket.h"

#include "server/net/websocketframe.h"

namespace linnet::net {

Frame Frame::text(QByteArrayView utf8)
{
    return Frame(serverFrame(Opcode::Text, utf8));
}

Frame Frame::binary(QByteArrayView bytes)
{
    return Frame(serverFrame(Opcode::Binary, bytes));
}

} // namespace linnet::net
