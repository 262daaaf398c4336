// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprlive.h"

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

} // namespace

WhisprLiveApi::WhisprLiveApi(ConversationService &conversations, TypingService &typing)
    : m_openChat(conversations, typing, {"chatId"_L1})
{}

QList<Endpoint> WhisprLiveApi::endpoints()
{
    return {
        socketRow("room.join"_L1, "joinRoom"_L1,
                  std::bind_front(&OpenChatApi::enterInstead, &m_openChat)),
        socketRow("room.leave"_L1, "leaveRoom"_L1,
                  std::bind_front(&WhisprLiveApi::leaveRoom, this)),
        socketRow("typing.start"_L1, "startTyping"_L1,
                  std::bind_front(&OpenChatApi::startTyping, &m_openChat)),
        socketRow("typing.stop"_L1, "stopTyping"_L1,
                  std::bind_front(&OpenChatApi::stopTyping, &m_openChat)),
    };
}

QCoro::Task<Result<Answer>> WhisprLiveApi::leaveRoom(Call call)
{
    if (call.params["chatId"_L1].toString().isEmpty())
        co_return Answer{};
    auto left = co_await m_openChat.leave(call);
    co_return left;
}

} // namespace linnet::whispr
