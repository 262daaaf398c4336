// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bus/event.h"

namespace linnet {

//! \return how much memory the texts of \p payload take that people write: of messages, groups and
//! profiles. What is shared with others counts all the same.
qint64 textBytesOf(const EventPayload &payload);

} // namespace linnet
