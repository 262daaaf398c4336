// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/sight.h"

#include "server/storage/stores.h"

#include <algorithm>

namespace linnet {

namespace {

bool contains(const std::vector<UserId> &users, UserId user)
{
    return std::binary_search(users.begin(), users.end(), user);
}

Result<Sight> readSight(Stores &stores, const User &user)
{
    Sight sight{user.id, user.privacy.lastSeen, {}, {}};
    auto blocked = stores.blocks.listEither(user.id);
    if (!blocked)
        return blocked.error();
    sight.blocked = std::move(*blocked);
    std::sort(sight.blocked.begin(), sight.blocked.end());
    if (sight.audience != Audience::Friends)
        return sight;
    auto friends = stores.friends.listFriends(user.id);
    if (!friends)
        return friends.error();
    sight.friends = std::move(*friends);
    std::sort(sight.friends.begin(), sight.friends.end());
    return sight;
}

} // namespace

bool seeEachOther(const Sight &one, const Sight &other)
{
    if (contains(one.blocked, other.user))
        return false;
    switch (stricter(one.audience, other.audience)) {
    case Audience::Everyone:
        return true;
    case Audience::Friends:
        return one.audience == Audience::Friends ? contains(one.friends, other.user)
                                                 : contains(other.friends, one.user);
    case Audience::Nobody:
        return false;
    }
    Q_UNREACHABLE();
}

Result<std::vector<Sight>> readSights(Stores &stores, const std::vector<UserId> &users)
{
    const auto found = stores.accounts.findMany(users);
    if (!found)
        return found.error();
    std::vector<Sight> sights;
    for (const User &user : *found) {
        auto sight = readSight(stores, user);
        if (!sight)
            return sight.error();
        sights.push_back(std::move(*sight));
    }
    return sights;
}

} // namespace linnet
