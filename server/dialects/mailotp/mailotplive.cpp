// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mailotp/mailotplive.h"

#include "server/dialects/shared/params.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/typingservice.h"

using namespace Qt::StringLiterals;

namespace linnet::mailotp {

namespace {

Endpoint socketRow(QLatin1String name, QLatin1String event, Handler handler)
{
    return {.name = name,
            .method = Method::None,
            .path = {},
            .event = event,
            .access = Access::User,
            .cost = Cost::Signal,
            .request = {{"chatId"_L1}},
            .handler = std::move(handler),
            .bareArgument = "chatId"_L1};
}

Result<Answer> done(const Result<> &outcome)
{
    if (!outcome)
        return outcome.error();
    return Answer{QJsonObject{{"success"_L1, true}}};
}

} // namespace

QList<Endpoint> MailOtpLiveApi::endpoints()
{
    using Api = MailOtpLiveApi;
    return {
        socketRow("chat.join"_L1, "joinChat"_L1, std::bind_front(&Api::join, this)),
        socketRow("chat.leave"_L1, "leaveChat"_L1, std::bind_front(&Api::leave, this)),
        socketRow("typing.start"_L1, "typing"_L1, std::bind_front(&Api::startTyping, this)),
        socketRow("typing.stop"_L1, "stopTyping"_L1, std::bind_front(&Api::stopTyping, this)),
    };
}

QCoro::Task<Result<Answer>> MailOtpLiveApi::join(Call call)
{
    const auto chat = conversationParam(call.params, "chatId"_L1);
    if (!chat)
        co_return chat.error();
    const auto member = co_await m_services.conversations.requireMember(call.caller.user, *chat);
    if (!member)
        co_return member.error();
    co_return Answer{.body = QJsonObject{{"success"_L1, true}},
                     .room = RoomMove{RoomMove::Direction::Enter, *chat}};
}

QCoro::Task<Result<Answer>> MailOtpLiveApi::leave(Call call)
{
    const auto chat = conversationParam(call.params, "chatId"_L1);
    if (!chat)
        co_return chat.error();
    co_return Answer{.body = QJsonObject{{"success"_L1, true}},
                     .room = RoomMove{RoomMove::Direction::Leave, *chat}};
}

QCoro::Task<Result<Answer>> MailOtpLiveApi::startTyping(Call call)
{
    const auto chat = conversationParam(call.params, "chatId"_L1);
    if (!chat)
        co_return chat.error();
    const auto told =
        co_await m_services.typing.start(call.caller.user, call.caller.session, *chat);
    co_return done(told);
}

QCoro::Task<Result<Answer>> MailOtpLiveApi::stopTyping(Call call)
{
    const auto chat = conversationParam(call.params, "chatId"_L1);
    if (!chat)
        co_return chat.error();
    const auto told = co_await m_services.typing.stop(call.caller.user, call.caller.session, *chat);
    co_return done(told);
}

} // namespace linnet::mailotp
