// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/suspensioncheck.h"

#include "server/storage/stores.h"

namespace linnet {

Result<> requireNotSuspended(Stores &stores, UserId user, Timestamp now)
{
    const auto suspension = stores.suspensions.find(user);
    if (!suspension)
        return suspension.error();
    if (*suspension && (*suspension)->isInForce(now))
        return accountSuspended(**suspension);
    const auto erasure = stores.erasures.find(user);
    if (!erasure)
        return erasure.error();
    if (*erasure)
        return accountSuspended({});
    const auto merger = stores.merges.find(user);
    if (!merger)
        return merger.error();
    return *merger ? Result<>(accountSuspended({})) : Result<>();
}

} // namespace linnet
