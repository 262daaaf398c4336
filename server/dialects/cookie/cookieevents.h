// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"

namespace linnet::cookie {

//! \return what the cookie family's sockets hear of \p event.
std::vector<SocketEvent> encode(const Event &event, const QString &origin);

} // namespace linnet::cookie
