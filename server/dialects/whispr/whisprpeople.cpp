// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprpeople.h"

#include "server/api/params.h"
#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/pictures.h"
#include "server/dialects/whispr/whisprcodec.h"
#include "server/dialects/whispr/whisprerrors.h"
#include "server/dialects/whispr/whisprrows.h"
#include "server/services/chat/peopleservice.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::whispr {

namespace {

constexpr size_t MostResults = 10;

std::vector<UserId> idsOf(const std::vector<User> &users)
{
    std::vector<UserId> ids;
    ids.reserve(users.size());
    for (const User &user : users)
        ids.push_back(user.id);
    return ids;
}

//! Pages offer "add friend" unless they find themselves among a person's friends; about whom else
//! that person has befriended they learn nothing.
QJsonObject resultRow(const User &user, const Call &call, const std::vector<UserId> &friends)
{
    const bool isFriend = std::find(friends.begin(), friends.end(), user.id) != friends.end();
    return userObject(user, call.origin,
                      isFriend ? std::vector{call.caller.user} : std::vector<UserId>());
}

} // namespace

WhisprPeopleApi::WhisprPeopleApi(PeopleService &people, FriendService &friends, MediaService &media)
    : m_people(people)
    , m_friends(friends)
    , m_media(media)
{}

QList<Endpoint> WhisprPeopleApi::endpoints()
{
    constexpr auto Text = Field::Type::String;
    constexpr auto Optional = Field::Need::Optional;
    Endpoint change = httpRow("user.update"_L1, Method::Put, "/v1/user/currentUser"_L1,
                              {{"username"_L1, Text, Optional}, {"bio"_L1, Text, Optional}},
                              std::bind_front(&WhisprPeopleApi::changeSelf, this));
    change.fileField = "avatar"_L1;
    Endpoint search = httpRow("user.search"_L1, Method::Get, "/v1/user/{username}"_L1,
                              {{"username"_L1}}, std::bind_front(&WhisprPeopleApi::search, this));
    search.cost = Cost::Search;
    Endpoint remove = httpRow("friend.remove"_L1, Method::Post, "/v1/user/friends/remove"_L1,
                              {{"friendId"_L1, Text, Optional}},
                              std::bind_front(&WhisprPeopleApi::removeFriend, this));
    remove.aliases = {{Method::Delete, "/v1/user/friends/remove"}};
    return {
        httpRow("user.me"_L1, Method::Get, "/v1/user/currentUser"_L1, {},
                std::bind_front(&WhisprPeopleApi::showSelf, this)),
        change,
        search,
        httpRow("friend.list"_L1, Method::Get, "/v1/user/friends"_L1, {},
                std::bind_front(&WhisprPeopleApi::listFriends, this)),
        remove,
    };
}

QCoro::Task<Result<Answer>> WhisprPeopleApi::showSelf(Call call)
{
    const auto user = co_await m_people.find(call.caller.user);
    if (!user)
        co_return user.error();
    const auto friends = co_await friendsOf(call.caller.user);
    if (!friends)
        co_return friends.error();
    co_return Answer{QJsonObject{
        {"success"_L1, true},
        {"currentUser"_L1, ownObject(*user, call.origin, idsOf(*friends))},
    }};
}

QCoro::Task<Result<Answer>> WhisprPeopleApi::changeSelf(Call call)
{
    const auto before = co_await m_people.find(call.caller.user);
    if (!before)
        co_return before.error();
    const auto avatar = co_await keepPicture(&m_media, call);
    if (!avatar)
        co_return avatar.error();
    ProfileChange change;
    change.username = otherName(textParam(call.params, "username"_L1), *before);
    change.displayName = change.username; // The family knows one name only.
    change.bio = textParam(call.params, "bio"_L1);
    if (!avatar->isEmpty())
        change.avatarUrl = *avatar;
    const auto user = co_await m_people.change(call.caller.user, change);
    if (!user)
        co_return user.error();
    co_return done("Profile updated successfully"_L1, Answer::Outcome::Created);
}

QCoro::Task<Result<Answer>> WhisprPeopleApi::search(Call call)
{
    auto found = co_await m_people.search(call.caller.user, call.params["username"_L1].toString());
    if (!found)
        co_return found.error();
    const auto friends = co_await friendsOf(call.caller.user);
    if (!friends)
        co_return friends.error();
    if (found->size() > MostResults)
        found->resize(MostResults);
    const auto row = [&call, ids = idsOf(*friends)](const User &user) {
        return resultRow(user, call, ids);
    };
    co_return Answer{QJsonObject{{"success"_L1, true}, {"results"_L1, toArray(*found, row)}}};
}

QCoro::Task<Result<Answer>> WhisprPeopleApi::listFriends(Call call)
{
    const auto friends = co_await friendsOf(call.caller.user);
    if (!friends)
        co_return friends.error();
    const auto row = [&call](const User &user) {
        return userObject(user, call.origin, {call.caller.user});
    };
    co_return Answer{QJsonObject{{"success"_L1, true}, {"friends"_L1, toArray(*friends, row)}}};
}

QCoro::Task<Result<Answer>> WhisprPeopleApi::removeFriend(Call call)
{
    const QString text = call.params["friendId"_L1].toString();
    if (text.isEmpty())
        co_return missing(u"Friend ID is required"_s);
    const auto other = userParam(call.params, "friendId"_L1);
    if (!other)
        co_return other.error();
    const auto removed = co_await m_friends.remove(call.caller.user, *other);
    if (!removed)
        co_return removed.error();
    co_return done("friend removed sucessfully"_L1); // The family's spelling: pages compare it.
}

//! Pages know no second page.
QCoro::Task<Result<std::vector<User>>> WhisprPeopleApi::friendsOf(UserId user)
{
    FriendQuery query;
    query.limit = FriendService::MostListed;
    std::vector<User> friends;
    do {
        const auto page = co_await m_friends.list(user, query);
        if (!page)
            co_return page.error();
        for (const FriendshipView &each : page->views)
            friends.push_back(each.other);
        query.before = page->next;
    } while (query.before);
    co_return friends;
}

} // namespace linnet::whispr
