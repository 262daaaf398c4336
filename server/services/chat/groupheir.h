// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"
#include "common/domain/conversation.h"

#include <vector>

namespace linnet {

struct Stores;

//! \return who of \p members, of whom there are some, takes a group over: the first who is not
//! suspended at \p now, as nobody else could do anything for it; the first if all are.
Result<UserId> heirAmong(Stores &stores, const std::vector<Member> &members, Timestamp now);

} // namespace linnet
