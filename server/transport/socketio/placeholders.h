// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/sockets/clientsocket.h"

#include <optional>

namespace linnet::socketio {

//! \return \p arguments with the placeholders numbered from 0 in the order in which they stand, and
//! exactly the attachments they mean; nothing if one means an attachment that is not there, or none
//! means one that is.
std::optional<Arguments> renumbered(const Arguments &arguments);

//! \return the same, of \p arguments' values behind the first, which stay as they were written; of
//! the attachments, those that a placeholder among them means.
std::optional<Arguments> tail(const Arguments &arguments);

} // namespace linnet::socketio
