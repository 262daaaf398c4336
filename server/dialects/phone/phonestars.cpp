// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonestars.h"

#include "server/api/params.h"
#include "server/dialects/phone/phonecodec.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

Result<StarQuery> pageParam(const QJsonObject &params)
{
    const auto conversation = conversationParam(params, "id"_L1);
    if (!conversation)
        return conversation.error();
    StarQuery query{.conversation = *conversation};
    query.limit = params["limit"_L1].toInt(query.limit);
    if (!params.contains("cursor"_L1))
        return query;
    query.before = MessageId::parse(params["cursor"_L1].toString());
    if (!query.before)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"cursor must be one this server gave"_s};
    return query;
}

} // namespace

PhoneStarApi::PhoneStarApi(StarService &stars)
    : m_stars(stars)
{}

QList<Endpoint> PhoneStarApi::endpoints()
{
    using Need = Field::Need;
    const Schema message{{"messageId"_L1}};
    return {
        {"star.list"_L1,
         Method::Get,
         "/api/v1/chat/conversations/{id}/stars"_L1,
         {},
         Access::User,
         Cost::Read,
         {{"id"_L1},
          {"limit"_L1, Field::Type::Integer, Need::Optional, 1},
          {"cursor"_L1, Field::Type::String, Need::Optional}},
         std::bind_front(&PhoneStarApi::list, this)},
        {"star.set"_L1,
         Method::Put,
         "/api/v1/chat/messages/{messageId}/star"_L1,
         {},
         Access::User,
         Cost::Write,
         message,
         std::bind_front(&PhoneStarApi::set, this)},
        {"star.remove"_L1,
         Method::Delete,
         "/api/v1/chat/messages/{messageId}/star"_L1,
         {},
         Access::User,
         Cost::Write,
         message,
         std::bind_front(&PhoneStarApi::remove, this)},
    };
}

QCoro::Task<Result<Answer>> PhoneStarApi::list(Call call)
{
    const auto query = pageParam(call.params);
    if (!query)
        co_return query.error();
    const auto page = co_await m_stars.list(call.caller.user, *query);
    if (!page)
        co_return page.error();
    JsonWriter body;
    body.add("messages"_L1, toJsonArray(page->messages, messageRow));
    if (page->next)
        body.add("nextCursor"_L1, *page->next);
    co_return Answer{body.finish()};
}

QCoro::Task<Result<Answer>> PhoneStarApi::set(Call call)
{
    const auto marked = co_await mark(call, StarService::Star::Set);
    co_return marked;
}

QCoro::Task<Result<Answer>> PhoneStarApi::remove(Call call)
{
    const auto marked = co_await mark(call, StarService::Star::Removed);
    co_return marked;
}

QCoro::Task<Result<Answer>> PhoneStarApi::mark(Call call, StarService::Star star)
{
    const auto message = messageParam(call.params, "messageId"_L1);
    if (!message)
        co_return message.error();
    const auto marked = co_await m_stars.mark(call.caller.user, *message, star);
    if (!marked)
        co_return marked.error();
    co_return Answer{QJsonObject{{"success"_L1, true}}};
}

} // namespace linnet::phone
