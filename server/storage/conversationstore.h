// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/views.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief Where a page of conversations ended.
struct ConversationCursor
{
    Timestamp updatedAt{};
    ConversationId id;
};

class ConversationStore
{
public:
    virtual ~ConversationStore() = default;

    //! \return NotFound unless \p viewer is a member, or was one.
    virtual Result<Conversation> find(ConversationId id, UserId viewer) = 0;

    //! As above, for what concerns no viewer.
    virtual Result<Conversation> locate(ConversationId id) = 0;

    //! The order of \p one and \p other does not matter.
    virtual Result<std::optional<Conversation>> findDirect(UserId one, UserId other) = 0;

    //! Adds the chat of its creator and \p other, both as members. \return the one they have, if
    //! they have one already: the same pair never has two.
    virtual Result<Conversation> addDirect(const Conversation &conversation, UserId other) = 0;

    //! Adds a group with its creator as administrator and \p others as members.
    virtual Result<> addGroup(const Conversation &group, const std::vector<UserId> &others) = 0;

    //! A direct chat is closed while one blocks the other; nothing: it is open again.
    virtual Result<> setClosed(ConversationId id, std::optional<Timestamp> at) = 0;

    //! Stores title, picture, bio, owner, whether it is frozen, and time of change. \return how it
    //! is now.
    virtual Result<Conversation> update(const Conversation &conversation) = 0;

    enum class Hidden { Omitted, Included };

    //! \return what \p user is a member of, what changed last first, from after \p after.
    //! \param hidden what is out of their list: see MemberStore::hide().
    virtual Result<std::vector<ConversationView>> list(UserId user,
                                                       std::optional<ConversationCursor> after,
                                                       int limit,
                                                       Hidden hidden = Hidden::Omitted) = 0;
};

} // namespace linnet
