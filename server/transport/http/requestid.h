// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/headers.h"

namespace linnet {

//! \return what names this request in logs and replies: the client's own X-Request-Id if that is 1
//! to 128 visible ASCII characters, else a new one. Safe from any thread.
QByteArray requestIdFor(const net::Headers &headers);

} // namespace linnet
