// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/identity/changeguard.h"

namespace linnet::phone {

inline const Field CurrentPassword{QLatin1String("currentPassword"), Field::Type::String,
                                   Field::Need::Optional};

//! \return who asks for a change of what they sign in with, by a row that has CurrentPassword.
inline GuardedChange guardedChangeOf(const Call &call)
{
    return {call.caller.user, call.caller.session, call.caller.address,
            call.params[CurrentPassword.name].toString()};
}

} // namespace linnet::phone
