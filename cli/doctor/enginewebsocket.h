// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/doctor/publicserver.h"
#include "common/domain/finding.h"

namespace linnet::cli {

//! \return whether Engine.IO over a WebSocket reaches \p server: a connection is upgraded, and a
//! session opened on it.
Finding checkWebSocket(const PublicServer &server);

} // namespace linnet::cli
