// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/identifier.h"
#include "common/domain/user.h"
#include "server/storage/stores.h"

#include <optional>

namespace linnet {

// An e-mail address that somebody wrote down without proving it is a claim. Whoever proves the
// address gets it: an account that only claimed it loses it, and with it the way to sign in by it.
// Its name, its password and its conversations are not the owner's and do not pass to them.

//! \return whether \p identifier is \p user's for good, and not just a claim.
bool isProven(const User &user, const Identifier &identifier);

//! \return whether who can read the user's mail may choose a new password. Not where the address is
//! only a claim of somebody who has proven a phone number: it may be mistyped, and a stranger's.
bool isOpenedByMail(const User &user);

//! Takes \p identifier from whoever only claims it, but not from \p owner. \return that account as
//! it is without, if there was one; Unavailable ("sign_in_again") if another one has proven it.
Result<std::optional<User>> releaseClaim(Stores &stores, const Identifier &identifier,
                                         UserId owner);

//! \p user proved \p email. \return the account as it is now if that is news; NotFound if it has
//! another address by now.
Result<std::optional<User>> proveEmail(Stores &stores, const User &user, const Identifier &email,
                                       Timestamp now);

} // namespace linnet
