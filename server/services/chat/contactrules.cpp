// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/contactrules.h"

#include "common/domain/notfound.h"
#include "server/storage/stores.h"

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

Error cannotAdd()
{
    return {Error::Kind::Forbidden, "cannot_add_member"_L1,
            u"One of these people cannot be added to groups by you"_s};
}

} // namespace

Result<> requireNoBlock(Stores &stores, UserId user, UserId other)
{
    const auto blocks = stores.blocks.findBetween(user, other);
    if (!blocks)
        return blocks.error();
    if (blocks->own)
        return Error{Error::Kind::Forbidden, "blocked_by_you"_L1,
                     u"You have blocked this person. Unblock them first."_s};
    if (blocks->others)
        return noSuchUser();
    return {};
}

Result<> requireMayAdd(Stores &stores, UserId user, const std::vector<UserId> &others)
{
    const auto blocks = stores.blocks.listEither(user);
    if (!blocks)
        return blocks.error();
    const std::set<UserId> blocked(blocks->begin(), blocks->end());
    const auto isBlocked = [&blocked](UserId other) { return blocked.contains(other); };
    if (std::any_of(others.begin(), others.end(), isBlocked))
        return cannotAdd();
    return {};
}

} // namespace linnet
