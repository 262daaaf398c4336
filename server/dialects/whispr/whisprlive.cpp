// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprlive.h"

#include "server/dialects/shared/params.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/typingservice.h"

using namespace Qt::StringLiterals;

namespace linnet::whispr {

namespace {

//! Pages emit these with "undefined" while no chat is open, so the id may be missing.
Endpoint socketRow(QLatin1String name, QLatin1String event, Handler handler)
{
    return {.name = name,
            .method = Method::None,
            .path = {},
            .event = event,
            .access = Access::User,
            .cost = Cost::Signal,
            .request = {{"chatId"_L1, Field::Type::String, Field::Need::Optional}},
            .handler = std::move(handler),
            .bareArgument = "chatId"_L1};
}

bool namesNoChat(const Call &call)
{
    return call.params["chatId"_L1].toString().isEmpty();
}

Result<Answer> moved(RoomMove::Direction direction, ConversationId conversation)
{
    return Answer{.body = {}, .room = RoomMove{direction, conversation}};
}

} // namespace

WhisprLiveApi::WhisprLiveApi(ConversationService &conversations, TypingService &typing)
    : m_conversations(conversations)
    , m_typing(typing)
{}

QList<Endpoint> WhisprLiveApi::endpoints()
{
    return {
        socketRow("room.join"_L1, "joinRoom"_L1, std::bind_front(&WhisprLiveApi::joinRoom, this)),
        socketRow("room.leave"_L1, "leaveRoom"_L1,
                  std::bind_front(&WhisprLiveApi::leaveRoom, this)),
        socketRow("typing.start"_L1, "startTyping"_L1,
                  std::bind_front(&WhisprLiveApi::startTyping, this)),
        socketRow("typing.stop"_L1, "stopTyping"_L1,
                  std::bind_front(&WhisprLiveApi::stopTyping, this)),
    };
}

QCoro::Task<Result<Answer>> WhisprLiveApi::joinRoom(Call call)
{
    if (namesNoChat(call))
        co_return Answer{};
    const auto conversation = conversationParam(call.params, "chatId"_L1);
    if (!conversation)
        co_return conversation.error();
    const auto member = co_await m_conversations.requireMember(call.caller.user, *conversation);
    if (!member)
        co_return member.error();
    co_return moved(RoomMove::Direction::Enter, *conversation);
}

QCoro::Task<Result<Answer>> WhisprLiveApi::leaveRoom(Call call)
{
    if (namesNoChat(call))
        co_return Answer{};
    const auto conversation = conversationParam(call.params, "chatId"_L1);
    if (!conversation)
        co_return conversation.error();
    co_return moved(RoomMove::Direction::Leave, *conversation);
}

QCoro::Task<Result<Answer>> WhisprLiveApi::startTyping(Call call)
{
    const auto conversation = conversationParam(call.params, "chatId"_L1);
    if (!conversation)
        co_return conversation.error();
    const auto told = co_await m_typing.start(call.caller.user, call.caller.session, *conversation);
    if (!told)
        co_return told.error();
    co_return Answer{};
}

QCoro::Task<Result<Answer>> WhisprLiveApi::stopTyping(Call call)
{
    const auto conversation = conversationParam(call.params, "chatId"_L1);
    if (!conversation)
        co_return conversation.error();
    const auto told = co_await m_typing.stop(call.caller.user, call.caller.session, *conversation);
    if (!told)
        co_return told.error();
    co_return Answer{};
}

} // namespace linnet::whispr
