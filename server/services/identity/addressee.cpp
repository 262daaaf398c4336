// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/addressee.h"

#include "server/services/identity/emailclaim.h"
#include "server/services/identity/homenetworks.h"

namespace linnet {

Result<Addressee> addresseeOf(Stores &stores, const Identifier &identifier, Timestamp now)
{
    const auto user = stores.accounts.findByIdentifier(identifier);
    if (!user && user.error().kind == Error::Kind::NotFound)
        return Addressee();
    if (!user)
        return user.error();
    if (!isProven(*user, identifier))
        return Addressee{*user, {}};
    const auto homes = homeNetworks(stores, user->id, now);
    if (!homes)
        return homes.error();
    return Addressee{*user, *homes};
}

} // namespace linnet
