// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprhistory.h"

#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/whispr/whisprcodec.h"
#include "server/services/chat/conversationservice.h"

namespace linnet::whispr {

QCoro::Task<Result<QJsonArray>> historyRows(ConversationService *conversations, Call call,
                                            ConversationId chat, std::vector<MessageView> views)
{
    const auto conversation = co_await conversations->find(call.caller.user, chat);
    if (!conversation)
        co_return conversation.error();
    const auto members = co_await conversations->members(call.caller.user, chat);
    if (!members)
        co_return members.error();
    const auto row = [&](const MessageView &view) {
        return messageRow(view, *conversation, *members, call.origin);
    };
    co_return toArray(views, row);
}

} // namespace linnet::whispr
