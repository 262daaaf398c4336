// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/viewer.h"

#include "server/storage/stores.h"

#include <algorithm>

namespace linnet {

Result<bool> Viewer::isIn(Audience audience, UserId owner)
{
    if (audience == Audience::Everyone || owner == m_id)
        return true;
    if (audience == Audience::Nobody)
        return false;
    if (!m_friends) {
        auto friends = m_stores.friends.listFriends(m_id);
        if (!friends)
            return friends.error();
        std::sort(friends->begin(), friends->end());
        m_friends = std::move(*friends);
    }
    return std::binary_search(m_friends->begin(), m_friends->end(), owner);
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
