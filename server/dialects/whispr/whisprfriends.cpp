// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprfriends.h"

#include "common/domain/notfound.h"
#include "server/api/params.h"
#include "server/dialects/whispr/whisprerrors.h"
#include "server/dialects/whispr/whisprrows.h"
#include "server/services/people/friendservice.h"

using namespace Qt::StringLiterals;

namespace linnet::whispr {

namespace {

//! \return what a request goes by: its own id, or that of the notification or of who sent it.
Result<qint64> requestParam(const QJsonObject &params, QLatin1String name)
{
    const auto id = FriendshipId::parse(params[name].toString());
    if (!id)
        return noSuchFriendRequest();
    return id->value();
}

} // namespace

WhisprFriendApi::WhisprFriendApi(FriendService &friends)
    : m_friends(friends)
{}

QList<Endpoint> WhisprFriendApi::endpoints()
{
    constexpr auto Text = Field::Type::String;
    constexpr auto Optional = Field::Need::Optional;
    Endpoint decline =
        httpRow("friend.decline"_L1, Method::Get, "/v1/friend/declineFriendRequest/{id}"_L1,
                {{"id"_L1}}, std::bind_front(&WhisprFriendApi::decline, this));
    decline.aliases = {{Method::Delete, "/v1/friend/declineFriendRequest/{id}"}};
    decline.cost = Cost::Write; // A link that acts: not to be followed from just anywhere.
    return {
        httpRow("friend.request"_L1, Method::Post, "/v1/friend/sendFriendRequest"_L1,
                {{"receiverId"_L1, Text, Optional}}, std::bind_front(&WhisprFriendApi::send, this)),
        httpRow("friend.accept"_L1, Method::Post, "/v1/friend/acceptFriendRequest"_L1,
                {{"senderId"_L1, Text, Optional}}, std::bind_front(&WhisprFriendApi::accept, this)),
        decline,
    };
}

QCoro::Task<Result<Answer>> WhisprFriendApi::send(Call call)
{
    if (call.params["receiverId"_L1].toString().isEmpty())
        co_return missing(u"Receiver ID is required"_s);
    const auto receiver = userParam(call.params, "receiverId"_L1);
    if (!receiver)
        co_return receiver.error();
    const auto request = co_await m_friends.request(call.caller.user, *receiver);
    if (!request)
        co_return request.error();
    co_return done("Friend request sent successfully"_L1, Answer::Outcome::Created);
}

QCoro::Task<Result<Answer>> WhisprFriendApi::accept(Call call)
{
    if (call.params["senderId"_L1].toString().isEmpty())
        co_return missing(u"Sender ID is required"_s);
    const auto sender = requestParam(call.params, "senderId"_L1);
    if (!sender)
        co_return sender.error();
    const auto accepted = co_await m_friends.accept(call.caller.user, *sender);
    if (!accepted)
        co_return accepted.error();
    co_return done("Friend request accepted"_L1, Answer::Outcome::Created);
}

//! The family's pages name the request by the notification of it, other clients by its own id.
QCoro::Task<Result<Answer>> WhisprFriendApi::decline(Call call)
{
    const auto request = requestParam(call.params, "id"_L1);
    if (!request)
        co_return request.error();
    const auto declined = co_await m_friends.decline(call.caller.user, *request);
    if (!declined)
        co_return declined.error();
    co_return done("Friend request declined "_L1);
}

} // namespace linnet::whispr
