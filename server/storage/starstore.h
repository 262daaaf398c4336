// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/views.h"

#include <limits>
#include <vector>

namespace linnet {

//! \brief Which page of what a user has starred in a conversation.
struct StarPage
{
    UserId user;
    ConversationId conversation;
    MessageId before{std::numeric_limits<qint64>::max()};
    int limit = 50;
};

//! \brief Messages that somebody wants to find again.
class StarStore
{
public:
    virtual ~StarStore() = default;

    //! Starring twice is not an error.
    virtual Result<> add(UserId user, const Message &message, Timestamp at) = 0;
    //! What is not starred stays so.
    virtual Result<> remove(UserId user, const Message &message) = 0;

    //! \return a page of what the user may still see, the newest message first; NotFound if they
    //! never were a member.
    virtual Result<std::vector<MessageView>> list(const StarPage &page) = 0;
};

} // namespace linnet
