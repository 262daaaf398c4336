// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/mernlive.h"

#include "server/dialects/mern/mernrows.h"
#include "server/dialects/shared/params.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/receiptservice.h"
#include "server/services/chat/typingservice.h"

using namespace Qt::StringLiterals;

namespace linnet::mern {

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
            .request = {optionalText("chatId"_L1)},
            .handler = std::move(handler),
            .bareArgument = "chatId"_L1};
}

Result<Answer> done(const Result<> &outcome)
{
    if (!outcome)
        return outcome.error();
    return Answer{};
}

} // namespace

QList<Endpoint> MernLiveApi::endpoints()
{
    const Handler enter = std::bind_front(&MernLiveApi::enter, this);
    const Handler leave = std::bind_front(&MernLiveApi::leave, this);
    const Handler start = std::bind_front(&MernLiveApi::startTyping, this);
    const Handler stop = std::bind_front(&MernLiveApi::stopTyping, this);
    return {
        socketRow("socket.setup"_L1, "setup"_L1, &MernLiveApi::hear),
        socketRow("message.told"_L1, "new message"_L1, &MernLiveApi::hear),
        socketRow("room.join"_L1, "joinRoom"_L1, enter),
        socketRow("room.join-chat"_L1, "join chat"_L1, enter),
        socketRow("room.join-chat-2"_L1, "join_chat"_L1, enter),
        socketRow("room.leave"_L1, "leaveRoom"_L1, leave),
        socketRow("typing.start"_L1, "startTyping"_L1, start),
        socketRow("typing.start-2"_L1, "typing"_L1, start),
        socketRow("typing.stop"_L1, "stopTyping"_L1, stop),
        socketRow("typing.stop-2"_L1, "stop typing"_L1, stop),
        socketRow("typing.stop-3"_L1, "stop_typing"_L1, stop),
    };
}

//! What is no news: who the socket is was settled before, and of a message that was sent over HTTP
//! the others have been told already.
QCoro::Task<Result<Answer>> MernLiveApi::hear(Call)
{
    co_return Answer{};
}

QCoro::Task<Result<Answer>> MernLiveApi::enter(Call call)
{
    const auto conversation = conversationParam(call.params, "chatId"_L1);
    if (!conversation)
        co_return conversation.error();
    const auto member =
        co_await m_services.conversations.requireMember(call.caller.user, *conversation);
    if (!member)
        co_return member.error();
    const auto read = co_await m_services.receipts.markRead(call.caller.user, *conversation);
    if (!read)
        co_return read.error();
    co_return Answer{.body = {}, .room = RoomMove{RoomMove::Direction::Enter, *conversation}};
}

QCoro::Task<Result<Answer>> MernLiveApi::leave(Call call)
{
    const auto conversation = conversationParam(call.params, "chatId"_L1);
    if (!conversation)
        co_return conversation.error();
    co_return Answer{.body = {}, .room = RoomMove{RoomMove::Direction::Leave, *conversation}};
}

QCoro::Task<Result<Answer>> MernLiveApi::startTyping(Call call)
{
    const auto conversation = conversationParam(call.params, "chatId"_L1);
    if (!conversation)
        co_return conversation.error();
    const auto told =
        co_await m_services.typing.start(call.caller.user, call.caller.session, *conversation);
    co_return done(told);
}

QCoro::Task<Result<Answer>> MernLiveApi::stopTyping(Call call)
{
    const auto conversation = conversationParam(call.params, "chatId"_L1);
    if (!conversation)
        co_return conversation.error();
    const auto told =
        co_await m_services.typing.stop(call.caller.user, call.caller.session, *conversation);
    co_return done(told);
}

} // namespace linnet::mern
