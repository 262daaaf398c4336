// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/merger.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace linnet {

//! \brief Which accounts were merged into which, and what merging moves from one to the other.
class MergeStore
{
public:
    virtual ~MergeStore() = default;

    //! \return nothing unless \p user was merged into somebody.
    virtual Result<std::optional<Merger>> find(UserId user) = 0;
    virtual Result<std::vector<Merger>> list() = 0;
    //! \return whose accounts were merged into that of \p user.
    virtual Result<std::vector<UserId>> listSources(UserId user) = 0;

    //! Stores \p merger, and that whoever was merged into its source is merged into its target.
    virtual Result<> put(const Merger &merger) = 0;

    //! \return how many of what \p user has, by its name, e.g. "messages": 3.
    virtual Result<QJsonObject> tally(UserId user) = 0;

    //! Puts the target in the source's place in every conversation: as a member, as who wrote
    //! messages and as who is named in them. No message gets another place; each that is changed
    //! is one change of its conversation, and so is each member.
    //!
    //! Of two direct chats with the same person the target's own goes on, and the other one is
    //! closed and can be read. The chat of source and target is closed and stays as it is.
    //! \return all conversations of the source.
    virtual Result<std::vector<ConversationId>> moveConversations(const Merger &merger) = 0;

    //! Gives the target the source's files, friends, blocks, notifications, stars and sessions. Of
    //! two friendships with the same person the closer one stays, and a block ends either.
    //! \return direct chats of the target that were closed by a block.
    virtual Result<std::vector<ConversationId>> moveBelongings(const Merger &merger) = 0;
};

} // namespace linnet
