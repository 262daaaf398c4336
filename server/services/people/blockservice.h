// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/bus/event.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/notification/notificationwriter.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

struct Stores;

//! \brief Who wants nothing to do with whom.
//!
//! The two cannot write to each other, see whether the other is there, types or has read, find each
//! other, befriend each other or put each other into groups; in groups that both are in, messages
//! go on, and of the other's profile the name is left. The blocked one is told nothing: to them it
//! is as if the other did not exist.
class BlockService
{
public:
    static constexpr int MostBlocked = 1'000;

    explicit BlockService(ChatContext context);

    //! Ends a friendship of the two without a word. Blocking twice is not an error.
    QCoro::Task<Result<>> block(UserId user, UserId other);

    //! A friendship does not come back. Unblocking nobody is not an error.
    QCoro::Task<Result<>> unblock(UserId user, UserId other);

    //! \return whom \p user blocks.
    QCoro::Task<Result<std::vector<User>>> list(UserId user);

    //! \brief A change within the transaction, to be told after the commit.
    struct Changed
    {
        std::optional<BlockChanged> change = {}; //!< None: they were blocked already.
        std::optional<FriendshipChanged> ended = {};
        std::optional<NotificationsRead> read = {}; //!< By the one who blocks.
    };

    //! Within a transaction: has \p user block \p other since \p at. What is refused leaves nothing
    //! behind. To be told by settle().
    Result<Changed> store(Stores &stores, UserId user, UserId other, Timestamp at) const;
    void settle(const Result<Changed> &outcome) const;

private:
    Result<Changed> lift(Stores &stores, UserId user, UserId other) const;
    Changed noted(Changed changed) const;
    Result<> unfriend(Stores &stores, UserId user, UserId other, Changed &changed) const;
    Result<std::optional<ConversationId>> setClosed(Stores &stores, UserId user, UserId other,
                                                    std::optional<Timestamp> at) const;

    const ChatContext m_context;
    const NotificationWriter m_notifications;
};

} // namespace linnet
