// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/conversation.h"
#include "common/domain/erasure.h"

#include <vector>

namespace linnet {

struct Stores;

//! \return Unavailable ("merge_busy") while \p user still gets what was another account's.
Result<> requireWhole(Stores &stores, UserId user);

//! \return what is erased with \p erasure: the accounts that were merged into its own, unless they
//! are erased already, and that one last.
Result<std::vector<Erasure>> erasuresWith(Stores &stores, const Erasure &erasure);

//! \return all that \p user is a member of, hidden ones, too.
Result<std::vector<Conversation>> conversationsOf(Stores &stores, UserId user);

} // namespace linnet
