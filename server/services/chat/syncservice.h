// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/views.h"
#include "server/services/chat/chatcontext.h"

#include <QCoroTask>

#include <map>
#include <vector>

namespace linnet {

class ReceiptService;

//! \brief What happened while a device was away, or the first part of it.
struct SyncResult
{
    using Cursors = std::map<ConversationId, qint64>;

    std::vector<MessageView> messages; //!< Ascending.
    std::vector<Member> receipts; //!< Only with cursors.
    Cursors cursors; //!< Where each conversation was read up to; only with cursors.
    bool hasMore = false; //!< Ask again, from where this ends.
};

//! \brief Catching up. What it hands out counts as delivered.
class SyncService
{
public:
    // Of one answer, so that a connection can hold it, with each text in it twice:
    static constexpr int MostMessages = 500;
    static constexpr qsizetype MostTextBytes = 160 << 10; //!< In UTF-8; one text may be longer.
    static constexpr int MostReceipts = 1'000; //!< But that a change is told whole.

    SyncService(ChatContext context, ReceiptService &receipts);

    //! \return messages of all conversations, oldest first, after \p time, which is that of a
    //! message the client has. Where several share it, they are included: a client that was cut off
    //! between two of them must not miss the second. Where there is more, the last message is later
    //! than the first.
    QCoro::Task<Result<SyncResult>> since(UserId user, Timestamp time);

    //! \return what changed after \p cursors, receipts included; conversations they do not name are
    //! read from their start, or from when the user joined.
    QCoro::Task<Result<SyncResult>> after(UserId user, SyncResult::Cursors cursors);

private:
    QCoro::Task<> markDelivered(UserId user, std::vector<MessageView> messages);

    const ChatContext m_context;
    ReceiptService &m_receipts;
};

} // namespace linnet
