// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "common/core/result.h"

#include <vector>

namespace linnet {

struct Stores;

//! May \p user approach \p other?
//!
//! \return NotFound if \p other blocks \p user, in the words for nobody; Forbidden `blocked_by_you`
//! if it is the other way round.
Result<> requireNoBlock(Stores &stores, UserId user, UserId other);

//! \return NotFound, in the words for nobody, unless each of \p users, all of whom are different,
//! has an account that is neither erased nor merged into another: nobody would read what is written
//! to them.
Result<> requireUsers(Stores &stores, const std::vector<UserId> &users);

//! May \p user put \p others into a group? Of those who block or are blocked, and of those who let
//! only friends do it or nobody, either all may be added or none.
//! \return Forbidden `cannot_add_member`, which names them, but does not tell why.
Result<> requireMayAdd(Stores &stores, UserId user, const std::vector<UserId> &others);

} // namespace linnet
