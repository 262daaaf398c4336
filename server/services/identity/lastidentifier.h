// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/user.h"
#include "server/storage/stores.h"

namespace linnet {

//! \return "last_identifier" if \p changed, as it is to be stored, could not be signed in with any
//! more by who has it: an address that is only claimed opens it with a password alone.
Result<> requireSignInLeft(Stores &stores, const User &changed);

} // namespace linnet
