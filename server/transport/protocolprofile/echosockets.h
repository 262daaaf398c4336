// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/sockets/clientsocket.h"

namespace linnet {

//! Lets \p client in, tells it what it said of itself ("auth"), and from then on echoes: "message"
//! as "message-back", "message-with-ack" as its acknowledgement.
void echoTo(const std::shared_ptr<ClientSocket> &client);

} // namespace linnet
