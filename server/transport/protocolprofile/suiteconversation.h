// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/sockets/clientsocket.h"

namespace linnet {

//! Answers the events of \p client that the client library's tests send; in namespaces other than
//! "/" only "getId". \p handshake is JSON: what "getHandshake" is answered with.
void converse(const std::shared_ptr<ClientSocket> &client, const QByteArray &handshake);

} // namespace linnet
