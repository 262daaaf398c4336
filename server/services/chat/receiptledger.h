// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/bus/event.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/chat/roster.h"
#include "server/services/notification/notificationwriter.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace linnet {

struct SentMessage;
struct Stores;

//! \brief One member's step forward.
struct ReceiptStep
{
    UserId user;
    DeliveryStatus reached = DeliveryStatus::Delivered;
    qint64 seq = 0;
};

using ReceiptSteps = std::vector<ReceiptStep>;

//! \brief What steps did, to be told after the commit.
struct ReceiptOutcome
{
    int members = 0; //!< How many steps were those of members; the others did nothing.
    qint64 messages = 0; //!< Of others, passed by all steps together.
    std::vector<StatusChanged> changes;
    std::map<UserId, NotificationsRead> read; //!< Of what they had missed, by whoever read it.
    //! Who is in the conversations of changes.
    std::map<ConversationId, std::shared_ptr<const std::vector<UserId>>> users = {};

    void add(ReceiptOutcome other);
};

//! \brief Moves cursors within a transaction, and finds out whose messages are further now.
class ReceiptLedger
{
public:
    explicit ReceiptLedger(ChatContext context)
        : m_context(context)
        , m_notifications({context.database, context.bus, context.clock, context.ids})
    {}

    //! Cursors only go forward. What the members have reached is looked at once for all \p steps.
    //! In a closed chat nobody is told, now or later: what is read there is read for oneself.
    Result<ReceiptOutcome> move(Stores &stores, ConversationId conversation,
                                const ReceiptSteps &steps) const;

private:
    //! \brief What all members have reached, and where those who take a step stand.
    struct Standing
    {
        Floor delivered;
        Floor read;
        std::vector<std::optional<Roster::Entry>> entries;
        std::shared_ptr<const std::vector<UserId>> users; //!< All members.
        std::vector<UserId> direct; //!< The two of a direct chat; nobody of a group.
        bool isClosed = false; //!< As Conversation::isClosed.

        DeliveryStatus statusOf(const SentMessage &message) const;
    };
    //! \brief A step that was taken, and from where.
    struct Taken
    {
        ReceiptStep step;
        qint64 from = 0;
        Reading reading = Reading::Shown;
        bool isDated = false; //!< Whether the other one may know when it was read.
    };

    Result<Reading> readingIn(Stores &stores, const ReceiptSteps &steps,
                              const std::vector<UserId> &direct) const;
    static Standing standingIn(const Roster &roster, const ReceiptSteps &steps);
    Result<std::vector<StatusChanged>> changes(Stores &stores, ConversationId conversation,
                                               const std::vector<Taken> &taken,
                                               const Standing &before) const;
    //! Who has read need not be told any more of what came while they were away.
    Result<> settle(Stores &stores, ConversationId conversation, const Taken &taken,
                    ReceiptOutcome &outcome) const;

    const ChatContext m_context;
    const NotificationWriter m_notifications;
};

} // namespace linnet
