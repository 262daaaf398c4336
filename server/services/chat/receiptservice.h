// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/services/chat/arrivalbatch.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/chat/receiptledger.h"

#include <QCoroTask>

#include <QMutex>

#include <map>
#include <vector>

namespace linnet {

//! \brief Moves members' cursors, and tells a sender when the last of the others has got there.
class ReceiptService
{
public:
    using Places = std::map<ConversationId, qint64>;

    static constexpr int MostReadings = 20'000;

    explicit ReceiptService(ChatContext context);

    //! \p user's device has \p message, and so all before it. Reports that come in faster than they
    //! are stored become one write, which all of them wait for; those that change nothing become
    //! none.
    QCoro::Task<Result<>> markDelivered(UserId user, MessageId message);

    //! As above, for several conversations in one write.
    QCoro::Task<Result<>> markDelivered(UserId user, Places upTo);

    //! As above, for everything that waits for \p user.
    QCoro::Task<Result<>> markAllDelivered(UserId user);

    //! Messages got to sockets of members whose clients will not say so: what came is delivered,
    //! and what came into an open room is read. Combined as markDelivered() combines.
    QCoro::Task<Result<>> markArrived(ConversationId conversation, std::vector<Arrival> arrivals);

    //! \return how many messages of others became read.
    QCoro::Task<Result<qint64>> markRead(UserId user, ConversationId conversation);

    //! \return when the two of a direct chat read what, in order of how far and at most the last
    //! MostReadings; nothing of a group. NotFound unless \p viewer is or was a member.
    QCoro::Task<Result<std::vector<ReadingStep>>> readings(UserId viewer,
                                                           ConversationId conversation);

private:
    using Batch = std::shared_ptr<ArrivalBatch>;

    //! \brief A batch, and whether it is for who asked to see to its write.
    struct Joined
    {
        Batch batch;
        bool isFirst = false;
    };

    QCoro::Task<Result<>> deliver(UserId user, ConversationId conversation, qint64 seq);
    QCoro::Task<Result<ReceiptOutcome>> take(ReceiptStep step, ConversationId conversation);
    Joined joinWaiting(ConversationId conversation, const std::vector<Arrival> &arrivals);
    ReceiptSteps close(ConversationId conversation, const Batch &batch);
    Result<ReceiptOutcome> moveAll(Stores &stores, UserId user, const Places &upTo) const;
    void announce(const Result<ReceiptOutcome> &outcome) const;

    const ChatContext m_context;
    const ReceiptLedger m_ledger;
    QMutex m_mutex;
    std::map<ConversationId, Batch> m_waiting; //!< What has arrived; its write has not begun.
};

} // namespace linnet
