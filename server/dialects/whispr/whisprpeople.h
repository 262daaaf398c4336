// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/people/friendservice.h"

namespace linnet {
class MediaService;
class PeopleService;
} // namespace linnet

namespace linnet::whispr {

//! \brief One's own profile, finding people, and those one has befriended.
class WhisprPeopleApi
{
public:
    WhisprPeopleApi(PeopleService &people, FriendService &friends, MediaService &media);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> showSelf(Call call);
    QCoro::Task<Result<Answer>> changeSelf(Call call);
    QCoro::Task<Result<Answer>> search(Call call);
    QCoro::Task<Result<Answer>> listFriends(Call call);
    QCoro::Task<Result<Answer>> removeFriend(Call call);

    QCoro::Task<Result<std::vector<User>>> friendsOf(UserId user);

    PeopleService &m_people;
    FriendService &m_friends;
    MediaService &m_media;
};

} // namespace linnet::whispr
