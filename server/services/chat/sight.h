// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/user.h"

#include <vector>

namespace linnet {

struct Stores;

//! \brief What decides whose presence somebody sees, and who sees theirs.
struct Sight
{
    UserId user;
    Audience audience = Audience::Everyone; //!< Privacy::lastSeen.
    std::vector<UserId> blocked; //!< Whom they block or who block them, by rising id.
    std::vector<UserId> friends; //!< By rising id; left out unless the audience are they.

    friend bool operator==(const Sight &, const Sight &) = default;
};

//! \return whether the two see each other. They both do or neither: the stricter decides.
bool seeEachOther(const Sight &one, const Sight &other);

//! \return the sights of those of \p users that exist, in no particular order.
Result<std::vector<Sight>> readSights(Stores &stores, const std::vector<UserId> &users);

} // namespace linnet
