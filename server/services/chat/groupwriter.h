// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/views.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/chat/groupchronicle.h"

#include <optional>
#include <vector>

namespace linnet {

struct Stores;

//! \brief A change of a group within a transaction, to be told after the commit.
struct GroupChanged
{
    Conversation group;
    std::vector<MemberView> members; //!< In order of joining.
    std::vector<UserId> audience; //!< The members, and whoever was taken out.
    std::optional<MembershipRecord> record = {}; //!< If members came or went.
};

//! \brief Changes groups for whoever may: that is not asked here.
class GroupWriter
{
public:
    explicit GroupWriter(ChatContext context);

    const GroupChronicle &chronicle() const { return m_chronicle; }

    //! Adds \p group, with its creator as administrator and \p others in it. \return NotFound if
    //! one of them does not exist; Forbidden as requireMayAdd() says.
    Result<GroupChanged> create(Stores &stores, const Conversation &group,
                                const std::vector<UserId> &others) const;
    //! Takes \p member out. When the last administrator goes, the longest member who is not
    //! suspended takes over. \return NotFound, with nothing written, unless \p member is in it.
    Result<GroupChanged> takeOut(Stores &stores, const Conversation &group, UserId actor,
                                 UserId member) const;
    //! Takes everybody out. What was said stays readable for those who were in it.
    Result<GroupChanged> takeAllOut(Stores &stores, const Conversation &group, UserId actor) const;
    //! Stores \p group as changed now. Later writes in the same commit must not use the old roster.
    Result<GroupChanged> finish(Stores &stores, Conversation group) const;

    //! Tells everybody whom it concerns, once that is settled.
    void settle(ConversationId group, const Result<GroupChanged> &outcome) const;

private:
    const ChatContext m_context;
    const GroupChronicle m_chronicle;
};

} // namespace linnet
