// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/websocket.h"

#include <memory>

namespace linnet {

//! Closes \p socket politely and hears nothing more of it; it deletes itself when that is done.
void closeAndForget(std::unique_ptr<net::WebSocket> socket, quint16 code,
                    const QByteArray &reason = {});

} // namespace linnet
