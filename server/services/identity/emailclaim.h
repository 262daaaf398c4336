// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/identifier.h"
#include "common/domain/user.h"
#include "server/storage/stores.h"

#include <optional>

namespace linnet {

// An e-mail address that somebody wrote down without proving it is a claim. Whoever proves the
// address gets it, and with it the account that was made with nothing else: mostly it is their own.
// What a stranger could come back with does not pass to them. An account that has proven a phone
// number is somebody's already: it loses the address, and the owner of that gets another one.

//! \return whether \p identifier is \p user's for good, and not just a claim.
bool isProven(const User &user, const Identifier &identifier);

//! \return whether who can read the user's mail may choose a new password. Not where the address is
//! only a claim of somebody who has proven a phone number: it may be mistyped, and a stranger's.
bool isOpenedByMail(const User &user);

//! Gives \p user, who is opened by mail, to whoever proved \p email: without the password and the
//! second factor, if the address was only a claim. \return the account as it is now; NotFound if it
//! has another address by now.
Result<User> giveToOwner(Stores &stores, const User &user, const Identifier &email, Timestamp now);

//! Takes \p identifier from whoever only claims it, but not from \p owner. \return that account as
//! it is without, if there was one; Unavailable ("sign_in_again") if it is another one's to keep.
Result<std::optional<User>> releaseClaim(Stores &stores, const Identifier &identifier,
                                         UserId owner);

//! \return why a sign-in cannot be completed as it began: whose the identifier is has changed.
Error signInAgain();

//! \p user proved \p email. \return the account as it is now if that is news; NotFound if it has
//! another address by now.
Result<std::optional<User>> proveEmail(Stores &stores, const User &user, const Identifier &email,
                                       Timestamp now);

} // namespace linnet
