// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"

namespace linnet::mailotp {

//! \return what the mailotp family's sockets hear of \p event that reach this server at \p origin.
std::vector<SocketEvent> encode(const Event &event, const QString &origin);

} // namespace linnet::mailotp
