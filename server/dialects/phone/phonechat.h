// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class ConversationService;
class MessageService;
class ReceiptService;
} // namespace linnet

namespace linnet::phone {

//! \brief Conversations over HTTP: the list, their history, opening, reading and muting them.
class PhoneChatApi
{
public:
    PhoneChatApi(ConversationService &conversations, MessageService &messages,
                 ReceiptService &receipts);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> history(Call call);
    QCoro::Task<Result<Answer>> openDirect(Call call);
    QCoro::Task<Result<Answer>> markRead(Call call);
    QCoro::Task<Result<Answer>> mute(Call call);
    QCoro::Task<Result<Answer>> unmute(Call call);
    QCoro::Task<Result<Answer>> setMuted(Call call, std::optional<Timestamp> until);

    ConversationService &m_conversations;
    MessageService &m_messages;
    ReceiptService &m_receipts;
};

} // namespace linnet::phone
