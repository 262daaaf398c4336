// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {

class ConversationService;
class MessageService;
class ReceiptService;

//! \brief What it takes to read a conversation as clients do that know neither pages nor receipts.
struct HistoryServices
{
    ConversationService &conversations;
    MessageService &messages;
    ReceiptService &receipts;
};

//! \return the newest messages of \p conversation, oldest first, in merged shapes; the caller has
//! read them by that. NotFound unless the caller is or was a member.
QCoro::Task<Result<Answer>> readConversation(HistoryServices services, Call call,
                                             ConversationId conversation);

//! As above, of the chat with \p other: empty as long as there is none.
QCoro::Task<Result<Answer>> readDirect(HistoryServices services, Call call, UserId other);

} // namespace linnet
