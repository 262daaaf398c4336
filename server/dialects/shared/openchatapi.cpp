// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/openchatapi.h"

#include "server/api/params.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/typingservice.h"

namespace linnet {

OpenChatApi::OpenChatApi(ConversationService &conversations, TypingService &typing, Words words)
    : m_conversations(conversations)
    , m_typing(typing)
    , m_words(std::move(words))
{}

QCoro::Task<Result<Answer>> OpenChatApi::enter(Call call)
{
    return open(std::move(call), RoomMove::Direction::Enter);
}

QCoro::Task<Result<Answer>> OpenChatApi::enterInstead(Call call)
{
    if (call.params[m_words.chat].toString().isEmpty())
        co_return moved(RoomMove::Direction::Hide);
    const auto entered = co_await open(std::move(call), RoomMove::Direction::EnterInstead);
    co_return entered;
}

QCoro::Task<Result<Answer>> OpenChatApi::open(Call call, RoomMove::Direction direction)
{
    const auto chat = conversationParam(call.params, m_words.chat);
    if (!chat)
        co_return chat.error();
    const auto member = co_await m_conversations.requireMember(call.caller.user, *chat);
    if (!member)
        co_return member.error();
    co_return moved(direction, *chat);
}

QCoro::Task<Result<Answer>> OpenChatApi::leave(Call call)
{
    const auto chat = conversationParam(call.params, m_words.chat);
    if (!chat)
        co_return chat.error();
    co_return moved(RoomMove::Direction::Leave, *chat);
}

QCoro::Task<Result<Answer>> OpenChatApi::startTyping(Call call)
{
    const auto chat = conversationParam(call.params, m_words.chat);
    if (!chat)
        co_return chat.error();
    const auto told = co_await m_typing.start(call.caller.user, call.caller.session, *chat);
    co_return done(told);
}

QCoro::Task<Result<Answer>> OpenChatApi::stopTyping(Call call)
{
    const auto chat = conversationParam(call.params, m_words.chat);
    if (!chat)
        co_return chat.error();
    const auto told = co_await m_typing.stop(call.caller.user, call.caller.session, *chat);
    co_return done(told);
}

Answer OpenChatApi::moved(RoomMove::Direction direction, ConversationId conversation) const
{
    return {.body = m_words.done, .room = RoomMove{direction, conversation}};
}

Result<Answer> OpenChatApi::done(const Result<> &outcome) const
{
    if (!outcome)
        return outcome.error();
    return Answer{m_words.done};
}

} // namespace linnet
