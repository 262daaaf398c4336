// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/views.h"
#include "server/api/endpoint.h"

#include <QJsonArray>

namespace linnet {
class ConversationService;
} // namespace linnet

namespace linnet::whispr {

//! \return how the history of \p chat shows its messages to the caller; NotFound unless they are or
//! were a member. \p conversations outlives the task.
QCoro::Task<Result<std::function<QJsonObject(const MessageView &)>>> historyShape(
    ConversationService *conversations, Call call, ConversationId chat);

//! \return \p views, all of \p chat, in that shape.
QCoro::Task<Result<QJsonArray>> historyRows(ConversationService *conversations, Call call,
                                            ConversationId chat, std::vector<MessageView> views);

} // namespace linnet::whispr
