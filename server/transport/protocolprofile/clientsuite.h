// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/socketio/client.h"

namespace linnet {

//! \return who is let in where, and what is answered there, as the public client library's own
//! tests expect of the server they run against.
socketio::ServerRules clientSuiteRules();

} // namespace linnet
