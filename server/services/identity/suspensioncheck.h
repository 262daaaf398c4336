// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"

namespace linnet {

struct Stores;

//! Within the transaction that signs \p user in, or lets them stay so. \return accountSuspended()
//! if they are suspended at \p now, or their account is to be erased or was merged into another.
Result<> requireNotSuspended(Stores &stores, UserId user, Timestamp now);

} // namespace linnet
