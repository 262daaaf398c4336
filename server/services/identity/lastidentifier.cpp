// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/lastidentifier.h"

namespace linnet {

namespace {

Error lastOne()
{
    return {Error::Kind::Conflict, QLatin1String("last_identifier"),
            QStringLiteral("There would be nothing left to sign in with. Prove another address "
                           "first (identifiers/confirm)")};
}

} // namespace

Result<> requireSignInLeft(Stores &stores, const User &changed)
{
    if (!changed.phone.isEmpty() || changed.isEmailVerified)
        return {};
    const auto password = stores.passwords.find(changed.id);
    if (!password && password.error().kind != Error::Kind::NotFound)
        return password.error();
    const bool isNamed = !changed.email.isEmpty() || !changed.username.isEmpty();
    return password && isNamed ? Result<>() : lastOne();
}

} // namespace linnet
