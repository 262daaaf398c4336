// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/conversation.h"
#include "common/domain/notification.h"
#include "common/domain/user.h"
#include "server/services/chat/chatcontext.h"
#include "server/storage/mergestore.h"

#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace linnet {

class SecurityWriter;
struct Stores;

//! \brief Makes one account of two, step by step, each of them a short transaction: see MergeStore.
//!
//! How far it is is stored with what it did, so it goes on after a crash, and nothing moves twice.
//! The last step gives the target what it lacks of what the source is known by, and closes the
//! source. All of it blocks, and runs on a thread that has a Mailbox and nothing else to do.
class Joiner
{
public:
    //! All outlive it.
    Joiner(ChatContext context, const SecurityWriter &security, const MergeBounds &bounds = {});

    //! Merges the account of \p from into the one that it was asked to be merged into.
    //! \return Unavailable if \p stop asked to end before it was done.
    Result<> join(UserId from, const std::stop_token &stop);

    //! Does the next step. \return whether all is done.
    Result<bool> step(UserId from);

private:
    //! \brief What is told of a step, once it is stored.
    struct Outcome
    {
        bool isOver = false;
        std::vector<MessageId> messages = {};
        std::vector<std::pair<Conversation, std::vector<UserId>>> conversations = {};
        std::optional<User> target = {}; //!< If it was given something.
        std::optional<NotificationView> notification = {};
    };

    Result<Outcome> advance(Stores &stores, UserId from) const;
    Result<bool> isAllMoved(Stores &stores, const Merger &merger, const MergeProgress &progress,
                            Outcome &outcome) const;
    Result<> store(Stores &stores, MergeStep step, Outcome &outcome) const;
    Result<Outcome> finish(Stores &stores, const Merger &merger, MergeProgress progress) const;
    Result<> giveIdentifiers(Stores &stores, const User &source, MergeProgress &progress,
                             Outcome &outcome) const;
    Result<bool> settle(const MergeProgress &progress);
    void announce(const Outcome &outcome) const;

    const ChatContext m_context;
    const SecurityWriter &m_security;
    const MergeBounds m_bounds;
};

//! Gives \p own what it lacks of \p other's, of which a proven address is better than one that
//! is not. \return what neither is known by any more.
QStringList completed(User &own, const User &other);

} // namespace linnet
