// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/author.h"

#include "server/storage/stores.h"

#include <algorithm>

namespace linnet {

namespace {

bool contains(const Author::Users &users, UserId user)
{
    return users && std::binary_search(users->begin(), users->end(), user);
}

Author::Users sorted(std::vector<UserId> users)
{
    std::sort(users.begin(), users.end());
    return std::make_shared<const std::vector<UserId>>(std::move(users));
}

User withoutPicture(User user)
{
    user.avatarUrl.clear();
    return user;
}

} // namespace

bool Author::isBlocked(UserId other) const
{
    return contains(blocked, other);
}

bool Author::showsPictureTo(UserId viewer) const
{
    if (isBlocked(viewer))
        return false;
    switch (user.privacy.avatar) {
    case Audience::Everyone:
        return true;
    case Audience::Friends:
        return viewer == user.id || contains(friends, viewer);
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
    auto blocked = stores.blocks.listEither(user);
    if (!blocked)
        return blocked.error();
    if (!blocked->empty())
        author.blocked = sorted(std::move(*blocked));
    if (author.user.privacy.avatar != Audience::Friends)
        return author;
    auto friends = stores.friends.listFriends(user);
    if (!friends)
        return friends.error();
    author.friends = sorted(std::move(*friends));
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
    views.push_back({withoutPicture(author.user), std::vector(others, audience.end())});
    audience.erase(others, audience.end());
    if (!audience.empty())
        views.push_back({author.user, std::move(audience)});
    return views;
}

User seenByAnybody(User user)
{
    return user.privacy.avatar == Audience::Everyone ? std::move(user)
                                                     : withoutPicture(std::move(user));
}

} // namespace linnet
