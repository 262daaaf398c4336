// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprstars.h"

#include "server/api/params.h"
#include "server/dialects/whispr/whisprhistory.h"
#include "server/dialects/whispr/whisprrows.h"
#include "server/services/chat/conversationservice.h"

using namespace Qt::StringLiterals;

namespace linnet::whispr {

namespace {

constexpr int MostListed = 100;

} // namespace

WhisprStarApi::WhisprStarApi(StarService &stars, ConversationService &conversations)
    : m_stars(stars)
    , m_conversations(conversations)
{}

QList<Endpoint> WhisprStarApi::endpoints()
{
    const Field chat{"chatId"_L1};
    const Schema message{chat, {"messageId"_L1}};
    return {
        httpRow("star.list"_L1, Method::Get, "/v1/chat/starred-messages/{chatId}"_L1, {chat},
                std::bind_front(&WhisprStarApi::list, this)),
        httpRow("star.set"_L1, Method::Post, "/v1/chat/star-message/{chatId}"_L1, message,
                std::bind_front(&WhisprStarApi::set, this)),
        httpRow("star.remove"_L1, Method::Delete, "/v1/chat/star-message/{chatId}"_L1, message,
                std::bind_front(&WhisprStarApi::remove, this)),
    };
}

QCoro::Task<Result<Answer>> WhisprStarApi::list(Call call)
{
    const auto chat = conversationParam(call.params, "chatId"_L1);
    if (!chat)
        co_return chat.error();
    auto starred = co_await m_stars.list(call.caller.user, {*chat, MostListed, {}});
    if (!starred)
        co_return starred.error();
    const auto rows =
        co_await historyRows(&m_conversations, call, *chat, std::move(starred->messages));
    if (!rows)
        co_return rows.error();
    co_return Answer{QJsonObject{{"success"_L1, true}, {"messages"_L1, *rows}}};
}

QCoro::Task<Result<Answer>> WhisprStarApi::set(Call call)
{
    const auto marked = co_await mark(call, StarService::Star::Set);
    if (!marked)
        co_return marked.error();
    co_return done("Message starred successfully"_L1);
}

QCoro::Task<Result<Answer>> WhisprStarApi::remove(Call call)
{
    const auto marked = co_await mark(call, StarService::Star::Removed);
    if (!marked)
        co_return marked.error();
    co_return done("Star removed successfully"_L1);
}

//! The chat in the path is where the client is; which message it is, its id says.
QCoro::Task<Result<>> WhisprStarApi::mark(Call call, StarService::Star star)
{
    const auto message = messageParam(call.params, "messageId"_L1);
    if (!message)
        co_return message.error();
    const auto marked = co_await m_stars.mark(call.caller.user, *message, star);
    co_return marked;
}

} // namespace linnet::whispr
