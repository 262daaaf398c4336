// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"
#include "common/domain/accountview.h"
#include "common/domain/audit.h"

#include <vector>

namespace linnet {

struct Stores;

// What those who run the server may do to each other, asked within the transaction of what is done:
// who may change the account of somebody more powerful could sign in as them.

//! \return Forbidden ("outranked") if \p user's role may do something that \p actor's may not;
//! NotFound if there is no such account. Who acts without an account may everything.
Result<> requireAuthorityOver(Stores &stores, const Actor &actor, UserId user);
//! \return all whom that keeps from \p actor: those whose role may do something that theirs may
//! not.
Result<std::vector<UserId>> listOutranking(Stores &stores, const Actor &actor);
//! \return what says that somebody's role may do more than that of who asks.
Error outranked();

//! \return Forbidden ("capability_missing") if \p actor may not say who runs the server. Who acts
//! without an account may everything.
Result<> requireMayMake(Stores &stores, const Actor &actor);

//! \return Conflict ("last_owner") unless somebody else than \p user is an owner, whose
//! account can be used at \p now.
Result<> requireAnotherOwner(Stores &stores, UserId user, Timestamp now);

//! \return Conflict ("account_merged") if the account was merged into another.
Result<> requireNotMerged(const AccountView &view);

//! \return Conflict ("under_erasure") if the account is being erased, or was: what is given to it
//! would be erased by nobody.
Result<> requireNotErased(const AccountView &view);

//! \return what requireNotMerged() does, and Conflict ("under_erasure") if the account is to be
//! erased, or was.
Result<> requireInUse(const AccountView &view);

} // namespace linnet
