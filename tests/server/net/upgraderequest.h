// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"

namespace linnet::test {

//! \return a well-formed handshake; its key is the one of RFC 6455, section 1.3.
inline net::Request upgradeRequest()
{
    net::Request request;
    request.method = "GET";
    request.target = "/ws";
    request.path = "/ws";
    request.headers = {{"host", "example.org"},
                       {"upgrade", "websocket"},
                       {"connection", "keep-alive, Upgrade"},
                       {"sec-websocket-version", "13"},
                       {"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="},
                       {"sec-websocket-protocol", "other, linnet.v1"},
                       {"cookie", "a=b"}};
    return request;
}

} // namespace linnet::test
