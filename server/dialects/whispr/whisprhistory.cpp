// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprhistory.h"

#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/whispr/whisprcodec.h"
#include "server/services/chat/conversationservice.h"

namespace linnet::whispr {

QCoro::Task<Result<std::function<QJsonObject(const MessageView &)>>> historyShape(
    ConversationService *conversations, Call call, ConversationId chat)
{
    const auto conversation = co_await conversations->find(call.caller.user, chat);
    if (!conversation)
        co_return conversation.error();
    const auto members = co_await conversations->members(call.caller.user, chat);
    if (!members)
        co_return members.error();
    co_return [conversation = *conversation, members = *members,
               origin = call.origin](const MessageView &view) {
        return messageRow(view, conversation, members, origin);
    };
}

QCoro::Task<Result<QJsonArray>> historyRows(ConversationService *conversations, Call call,
                                            ConversationId chat, std::vector<MessageView> views)
{
    const auto shape = co_await historyShape(conversations, call, chat);
    if (!shape)
        co_return shape.error();
    co_return toArray(views, *shape);
}

} // namespace linnet::whispr
