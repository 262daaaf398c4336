// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/user.h"

namespace linnet {

enum class FriendshipState { Pending, Accepted, Declined, Withdrawn, Removed };

//! \return e.g. "pending".
QLatin1String nameOf(FriendshipState state);
//! \return nothing if there is no such state.
std::optional<FriendshipState> parseFriendshipState(QStringView name);

//! \brief What is between two people: a request, and what became of it. A pair has one.
struct Friendship
{
    FriendshipId id; //!< A new request is a new one.
    UserId from; //!< Who asked.
    UserId to;
    FriendshipState state = FriendshipState::Pending;
    Timestamp createdAt{};
    Timestamp changedAt{};

    UserId other(UserId one) const { return one == from ? to : from; }
};

//! \brief A friendship as one of the two sees it.
struct FriendshipView
{
    Friendship friendship;
    User other;
};

} // namespace linnet
