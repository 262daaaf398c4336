// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/friendship.h"

#include <limits>
#include <optional>
#include <vector>

namespace linnet {

//! \brief Which page of what is between a user and others.
struct FriendPage
{
    enum class Which { Friends, Incoming, Outgoing };

    UserId user;
    Which which = Which::Friends;
    FriendshipId before{std::numeric_limits<qint64>::max()};
    int limit = 100;
};

class FriendStore
{
public:
    virtual ~FriendStore() = default;

    virtual Result<Friendship> find(FriendshipId id) = 0;

    //! The order of \p one and \p other does not matter.
    virtual Result<std::optional<Friendship>> findBetween(UserId one, UserId other) = 0;

    //! Stores \p friendship in the place of what the two had.
    virtual Result<> put(const Friendship &friendship) = 0;

    //! \return a page, newest first.
    virtual Result<std::vector<FriendshipView>> list(const FriendPage &page) = 0;

    //! \return all friends of \p user, in no particular order.
    virtual Result<std::vector<UserId>> listFriends(UserId user) = 0;

    //! \return how many requests of \p user wait for an answer.
    virtual Result<int> countOutgoing(UserId user) = 0;
};

} // namespace linnet
