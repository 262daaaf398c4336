// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/viewer.h"

#include "server/storage/stores.h"

#include <algorithm>

namespace linnet {

namespace {

//! \return whether \p user is among those that \p read gives, who are read once into \p known.
template <typename Read>
Result<bool> isAmong(std::optional<std::vector<UserId>> &known, UserId user, Read read)
{
    if (!known) {
        Result<std::vector<UserId>> users = read();
        if (!users)
            return users.error();
        std::sort(users->begin(), users->end());
        known = std::move(*users);
    }
    return std::binary_search(known->begin(), known->end(), user);
}

} // namespace

void leaveTheName(User &user)
{
    user.phone.clear();
    user.email.clear();
    user.isEmailVerified = false;
    user.avatarUrl.clear();
    user.statusText.clear();
    user.bio.clear();
    user.language.clear();
}

Result<bool> Viewer::isIn(Audience audience, UserId owner)
{
    if (audience == Audience::Everyone || owner == m_id)
        return true;
    if (audience == Audience::Nobody)
        return false;
    return isAmong(m_friends, owner, [this] { return m_stores.friends.listFriends(m_id); });
}

Result<bool> Viewer::isBlocked(UserId other)
{
    return isAmong(m_blocked, other, [this] { return m_stores.blocks.listEither(m_id); });
}

Result<> Viewer::hide(User &user)
{
    const auto blocked = isBlocked(user.id);
    if (!blocked)
        return blocked.error();
    if (!*blocked)
        return hidePicture(user);
    leaveTheName(user);
    return {};
}

Result<> Viewer::hidePicture(User &user)
{
    const auto isAllowed = isIn(user.privacy.avatar, user.id);
    if (!isAllowed)
        return isAllowed.error();
    if (!*isAllowed)
        user.avatarUrl.clear();
    return {};
}

} // namespace linnet
