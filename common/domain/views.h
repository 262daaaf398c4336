// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/conversation.h"
#include "common/domain/message.h"
#include "common/domain/user.h"

#include <optional>

namespace linnet {

//! \brief A message as one member sees it.
struct MessageView
{
    Message message;
    User sender;
    //! Of one's own: the least of what the others reached; of another's: what oneself reached.
    DeliveryStatus status = DeliveryStatus::Sent;
};

//! \brief A row of somebody's list of conversations.
struct ConversationSummary
{
    Conversation conversation;
    std::optional<Message> lastMessage; //!< Nothing if they have not seen one since they joined.
    qint64 unread = 0; //!< Messages of others after the last one they read.
    std::optional<User> other; //!< Of a direct chat, without the phone number.
};

//! \brief A member, and who that is.
struct MemberView
{
    Member member;
    User user;
};

} // namespace linnet
