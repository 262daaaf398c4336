// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/httptransport.h"

namespace linnet {

//! Upgrades a connection to a WebSocket (RFC 6455), waits for the first message and hangs up.
//! \param target path and query, percent-encoded.
//! \return the message; Unavailable ("websocket_refused") if the handshake is answered otherwise,
//! with the status line in the detail; else as RawConnection::open().
Result<QByteArray> probeWebSocket(const ServerAddress &server, const QByteArray &target,
                                  const TransportSettings &settings);

} // namespace linnet
