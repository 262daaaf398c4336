// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonefriends.h"

#include "common/domain/notfound.h"
#include "server/api/params.h"
#include "server/dialects/phone/phonecodec.h"
#include "server/dialects/phone/phonepeoplecodec.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

Endpoint row(QLatin1String name, Method method, QLatin1String path, Schema schema, Handler handler)
{
    Endpoint endpoint;
    endpoint.name = name;
    endpoint.method = method;
    endpoint.path = path;
    endpoint.cost = method == Method::Get ? Cost::Read : Cost::Write;
    endpoint.request = std::move(schema);
    endpoint.handler = std::move(handler);
    return endpoint;
}

//! What the path names a request by: an id of one of several kinds.
Result<qint64> referenceParam(const QJsonObject &params)
{
    const auto id = FriendshipId::parse(params["id"_L1].toString());
    if (!id)
        return noSuchFriendRequest();
    return id->value();
}

Result<FriendQuery> pageParam(const QJsonObject &params)
{
    FriendQuery query;
    query.limit = params["limit"_L1].toInt(query.limit);
    if (!params.contains("cursor"_L1))
        return query;
    query.before = FriendshipId::parse(params["cursor"_L1].toString());
    if (!query.before)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"cursor must be one this server gave"_s};
    return query;
}

Answer pageOf(QLatin1String name, const FriendResult &result)
{
    QJsonObject body{{name, toArray(result.views, friendshipRow)}};
    if (result.next)
        body["nextCursor"_L1] = result.next->toString();
    return {body};
}

Result<Answer> answerWith(const Result<Friendship> &friendship, Answer::Outcome outcome)
{
    if (!friendship)
        return friendship.error();
    return Answer{QJsonObject{{"request"_L1, friendshipObject(*friendship)}}, outcome};
}

} // namespace

PhoneFriendApi::PhoneFriendApi(FriendService &friends)
    : m_friends(friends)
{}

QList<Endpoint> PhoneFriendApi::endpoints()
{
    using Need = Field::Need;
    const Schema page{{"limit"_L1, Field::Type::Integer, Need::Optional, 1},
                      {"cursor"_L1, Field::Type::String, Need::Optional}};
    const Schema id{{"id"_L1}};
    return {
        row("friend.list"_L1, Method::Get, "/api/v1/friends"_L1, page,
            std::bind_front(&PhoneFriendApi::listFriends, this)),
        row("friend.remove"_L1, Method::Delete, "/api/v1/friends/{userId}"_L1, {{"userId"_L1}},
            std::bind_front(&PhoneFriendApi::remove, this)),
        row("friend-request.list"_L1, Method::Get, "/api/v1/friends/requests"_L1,
            page + Schema{{"direction"_L1, Field::Type::String, Need::Optional}},
            std::bind_front(&PhoneFriendApi::listRequests, this)),
        row("friend-request.send"_L1, Method::Post, "/api/v1/friends/requests"_L1, {{"userId"_L1}},
            std::bind_front(&PhoneFriendApi::request, this)),
        row("friend-request.accept"_L1, Method::Post, "/api/v1/friends/requests/{id}/accept"_L1, id,
            std::bind_front(&PhoneFriendApi::accept, this)),
        row("friend-request.decline"_L1, Method::Post, "/api/v1/friends/requests/{id}/decline"_L1,
            id, std::bind_front(&PhoneFriendApi::decline, this)),
        row("friend-request.withdraw"_L1, Method::Delete, "/api/v1/friends/requests/{id}"_L1, id,
            std::bind_front(&PhoneFriendApi::withdraw, this)),
    };
}

QCoro::Task<Result<Answer>> PhoneFriendApi::listFriends(Call call)
{
    const auto query = pageParam(call.params);
    if (!query)
        co_return query.error();
    const auto friends = co_await m_friends.list(call.caller.user, *query);
    if (!friends)
        co_return friends.error();
    co_return pageOf("friends"_L1, *friends);
}

QCoro::Task<Result<Answer>> PhoneFriendApi::listRequests(Call call)
{
    auto query = pageParam(call.params);
    if (!query)
        co_return query.error();
    const QString direction = call.params["direction"_L1].toString(u"incoming"_s);
    if (direction != u"incoming" && direction != u"outgoing")
        co_return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                        u"direction must be incoming or outgoing"_s};
    query->which =
        direction == u"incoming" ? FriendQuery::Which::Incoming : FriendQuery::Which::Outgoing;
    const auto requests = co_await m_friends.list(call.caller.user, *query);
    if (!requests)
        co_return requests.error();
    co_return pageOf("requests"_L1, *requests);
}

QCoro::Task<Result<Answer>> PhoneFriendApi::request(Call call)
{
    const auto other = userParam(call.params, "userId"_L1);
    if (!other)
        co_return other.error();
    const auto asked = co_await m_friends.request(call.caller.user, *other);
    co_return answerWith(asked, Answer::Outcome::Created);
}

QCoro::Task<Result<Answer>> PhoneFriendApi::accept(Call call)
{
    const auto reference = referenceParam(call.params);
    if (!reference)
        co_return reference.error();
    const auto accepted = co_await m_friends.accept(call.caller.user, *reference);
    if (!accepted)
        co_return accepted.error();
    co_return Answer{QJsonObject{{"request"_L1, friendshipObject(accepted->friendship)},
                                 {"conversationId"_L1, accepted->conversation.id.toString()}}};
}

QCoro::Task<Result<Answer>> PhoneFriendApi::decline(Call call)
{
    const auto reference = referenceParam(call.params);
    if (!reference)
        co_return reference.error();
    const auto declined = co_await m_friends.decline(call.caller.user, *reference);
    co_return answerWith(declined, Answer::Outcome::Done);
}

QCoro::Task<Result<Answer>> PhoneFriendApi::withdraw(Call call)
{
    const auto reference = referenceParam(call.params);
    if (!reference)
        co_return reference.error();
    const auto withdrawn = co_await m_friends.withdraw(call.caller.user, *reference);
    co_return answerWith(withdrawn, Answer::Outcome::Done);
}

QCoro::Task<Result<Answer>> PhoneFriendApi::remove(Call call)
{
    const auto other = userParam(call.params, "userId"_L1);
    if (!other)
        co_return other.error();
    const auto removed = co_await m_friends.remove(call.caller.user, *other);
    if (!removed)
        co_return removed.error();
    co_return Answer{QJsonObject{{"success"_L1, true}}};
}

} // namespace linnet::phone
