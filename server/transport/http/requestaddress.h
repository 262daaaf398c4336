// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"
#include "server/transport/gate/clientaddress.h"

namespace linnet {

//! \return whom \p request comes from, seen through \p proxies.
QHostAddress requestAddress(const net::Request &request, const NetworkList &proxies);

} // namespace linnet
