// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"

namespace linnet::phone {

//! \return what the phone family's sockets hear of \p event.
std::vector<SocketEvent> encode(const Event &event);

} // namespace linnet::phone
