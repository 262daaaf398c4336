// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/contactrules.h"

#include "common/domain/notfound.h"
#include "server/services/chat/naming.h"
#include "server/services/chat/viewer.h"
#include "server/storage/stores.h"

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

Error cannotAdd(const std::vector<User> &people)
{
    Error error{Error::Kind::Forbidden, "cannot_add_member"_L1,
                u"You cannot add these people to groups: "_s + namesOf(people)};
    for (const User &user : people)
        error.about.append(user.id.toString());
    return error;
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

Result<> requireUsers(Stores &stores, const std::vector<UserId> &users)
{
    const auto reachable = stores.accounts.countReachable(users);
    if (!reachable)
        return reachable.error();
    return size_t(*reachable) == users.size() ? Result<>() : Result<>(noSuchUser());
}

Result<> requireMayAdd(Stores &stores, UserId user, const std::vector<UserId> &others)
{
    const auto blocks = stores.blocks.listEither(user);
    if (!blocks)
        return blocks.error();
    const std::set<UserId> blocked(blocks->begin(), blocks->end());
    const auto people = stores.accounts.findMany(others);
    if (!people)
        return people.error();
    Viewer adder(stores, user);
    std::vector<User> refusing;
    for (const User &each : *people) {
        const auto isAllowed = adder.isIn(each.privacy.groups, each.id);
        if (!isAllowed)
            return isAllowed.error();
        if (!*isAllowed || blocked.contains(each.id))
            refusing.push_back(each);
    }
    std::ranges::sort(refusing, {}, &User::id);
    if (!refusing.empty())
        return cannotAdd(refusing);
    return {};
}

} // namespace linnet
