// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/user.h"

#include <memory>
#include <vector>

namespace linnet {

struct Stores;

//! \brief Somebody, and who of the others may see and hear what of them.
struct Author
{
    using Users = std::shared_ptr<const std::vector<UserId>>;

    User user;
    Users friends = {}; //!< By rising id; null unless the picture is for friends only.
    Users blocked = {}; //!< Whom they block or who block them, by rising id; null: nobody.

    bool showsPictureTo(UserId viewer) const;
    //! \return whether one of the two blocks the other.
    bool isBlocked(UserId other) const;
};

//! \brief Somebody as a part of an audience sees them.
struct AuthorView
{
    User user;
    std::vector<UserId> audience;
};

Result<Author> loadAuthor(Stores &stores, UserId user);

//! \return \p author for \p audience: in one part where all see the same, and never in more than
//! two, so that an event is encoded no more often than that.
std::vector<AuthorView> viewsOf(const Author &author, std::vector<UserId> audience);

//! \return \p user as those see them of whom nothing is known.
User seenByAnybody(User user);

} // namespace linnet
