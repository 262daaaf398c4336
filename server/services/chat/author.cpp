// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/author.h"

#include "server/storage/stores.h"

#include <algorithm>

namespace linnet {

bool Author::showsPictureTo(UserId viewer) const
{
    switch (user.privacy.avatar) {
    case Audience::Everyone:
        return true;
    case Audience::Friends:
        return viewer == user.id
            || (friends && std::binary_search(friends->begin(), friends->end(), viewer));
    case Audience::Nobody:
        return viewer == user.id;
    }
    Q_UNREACHABLE();
}

Result<Author> loadAuthor(Stores &stores, UserId user)
{
    auto found = stores.accounts.find(user);
    if (!found)
        return found.error();
    Author author{std::move(*found)};
    if (author.user.privacy.avatar != Audience::Friends)
        return author;
    auto friends = stores.friends.listFriends(user);
    if (!friends)
        return friends.error();
    std::sort(friends->begin(), friends->end());
    author.friends = std::make_shared<const std::vector<UserId>>(std::move(*friends));
    return author;
}

std::vector<AuthorView> viewsOf(const Author &author, std::vector<UserId> audience)
{
    std::vector<AuthorView> views;
    const auto sees = [&author](UserId viewer) { return author.showsPictureTo(viewer); };
    if (std::all_of(audience.begin(), audience.end(), sees)) {
        views.push_back({author.user, std::move(audience)});
        return views;
    }
    const auto others = std::stable_partition(audience.begin(), audience.end(), sees);
    views.push_back({seenByAnybody(author.user), std::vector(others, audience.end())});
    audience.erase(others, audience.end());
    if (!audience.empty())
        views.push_back({author.user, std::move(audience)});
    return views;
}

User seenByAnybody(User user)
{
    if (user.privacy.avatar != Audience::Everyone)
        user.avatarUrl.clear();
    return user;
}

} // namespace linnet
