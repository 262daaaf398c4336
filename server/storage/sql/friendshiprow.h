// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/friendship.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/sqlrow.h"

namespace linnet {

// clang-format off
//! The columns that toFriendship() takes a friendship from.
#define LINNET_FRIENDSHIP_COLUMNS(f) \
    f "id, " f "from_id, " f "to_id, " f "state, " f "created_at, " f "changed_at"
// clang-format on

constexpr int FriendshipColumns = 6;

inline Friendship toFriendship(const SqlRow &row)
{
    return {.id = row.id<FriendshipId>(0),
            .from = row.id<UserId>(1),
            .to = row.id<UserId>(2),
            .state = fromCode<FriendshipState>(row.number(3)),
            .createdAt = row.time(4),
            .changedAt = row.time(5)};
}

} // namespace linnet
