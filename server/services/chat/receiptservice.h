// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/bus/event.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/chat/roster.h"

#include <QCoroTask>

#include <QMutex>

#include <map>
#include <vector>

namespace linnet {

struct Stores;

//! \brief Moves members' cursors, and tells a sender when the last of the others has got there.
class ReceiptService
{
public:
    using Places = std::map<ConversationId, qint64>;

    explicit ReceiptService(ChatContext context);

    //! \p user's device has \p message, and so all before it. Reports that come in faster than they
    //! are stored become one write; those that change nothing become none.
    QCoro::Task<Result<>> markDelivered(UserId user, MessageId message);

    //! As above, for several conversations in one write.
    QCoro::Task<Result<>> markDelivered(UserId user, Places upTo);

    //! \return how many messages of others became read.
    QCoro::Task<Result<qint64>> markRead(UserId user, ConversationId conversation);

private:
    //! \brief One member's step forward.
    struct Step
    {
        UserId user;
        ConversationId conversation;
        DeliveryStatus reached = DeliveryStatus::Delivered;
        qint64 seq = 0;
    };
    //! \brief What a step did, to be told after the commit.
    struct Moved
    {
        qint64 messages = 0;
        std::vector<StatusChanged> changes;
    };
    using Waiting = std::map<std::pair<ConversationId, UserId>, qint64>;

    QCoro::Task<Result<>> deliver(Step step);
    bool joinWaiting(const Step &step);
    qint64 takeWaiting(const Step &step);

    Result<Moved> move(Stores &stores, const Step &step) const;
    Result<Moved> moveAll(Stores &stores, UserId user, const Places &upTo) const;
    Result<std::vector<StatusChanged>> reached(Stores &stores, const Step &step,
                                               const Roster::Entry &before) const;
    void settle(const Places &touched, const Result<Moved> &outcome) const;

    const ChatContext m_context;
    QMutex m_mutex;
    Waiting m_waiting; //!< Delivered places whose write has not begun.
};

} // namespace linnet
