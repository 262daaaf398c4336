// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mailotp/mailotplive.h"

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

} // namespace

MailOtpLiveApi::MailOtpLiveApi(const MailOtpServices &services)
    : m_openChat(services.conversations, services.typing,
                 {"chatId"_L1, QJsonObject{{"success"_L1, true}}})
{}

QList<Endpoint> MailOtpLiveApi::endpoints()
{
    return {
        socketRow("chat.join"_L1, "joinChat"_L1, std::bind_front(&OpenChatApi::enter, &m_openChat)),
        socketRow("chat.leave"_L1, "leaveChat"_L1,
                  std::bind_front(&OpenChatApi::leave, &m_openChat)),
        socketRow("typing.start"_L1, "typing"_L1,
                  std::bind_front(&OpenChatApi::startTyping, &m_openChat)),
        socketRow("typing.stop"_L1, "stopTyping"_L1,
                  std::bind_front(&OpenChatApi::stopTyping, &m_openChat)),
    };
}

} // namespace linnet::mailotp
