// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/mernlive.h"

#include "server/dialects/shared/rows.h"
#include "server/services/chat/receiptservice.h"

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

} // namespace

MernLiveApi::MernLiveApi(const MernServices &services)
    : m_receipts(services.receipts)
    , m_openChat(services.conversations, services.typing, {"chatId"_L1})
{}

QList<Endpoint> MernLiveApi::endpoints()
{
    const Handler enter = std::bind_front(&MernLiveApi::enter, this);
    const Handler leave = std::bind_front(&OpenChatApi::leave, &m_openChat);
    const Handler start = std::bind_front(&OpenChatApi::startTyping, &m_openChat);
    const Handler stop = std::bind_front(&OpenChatApi::stopTyping, &m_openChat);
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

//! Pages read a chat by having it open, and show one at a time; some know no word for leaving.
QCoro::Task<Result<Answer>> MernLiveApi::enter(Call call)
{
    const auto entered = co_await m_openChat.enterInstead(call);
    if (!entered || !entered->room || entered->room->conversation.isNull())
        co_return entered;
    const auto read = co_await m_receipts.markRead(call.caller.user, entered->room->conversation);
    if (!read)
        co_return read.error();
    co_return entered;
}

} // namespace linnet::mern
