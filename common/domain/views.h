// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/conversation.h"
#include "common/domain/message.h"
#include "common/domain/user.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief A message as one member sees it.
struct MessageView
{
    Message message;
    User sender;
    //! Of one's own: the least of what the others reached; of another's: what oneself reached.
    DeliveryStatus status = DeliveryStatus::Sent;
};

//! \brief A conversation as it stands in one member's list.
struct ConversationView
{
    Conversation conversation;
    std::optional<Message> lastMessage; //!< The newest one the member may read.
    qint64 unread = 0;
    std::optional<User> other; //!< Whom a direct chat is with.
    std::optional<Timestamp> mutedUntil = {}; //!< By this member; may be over.
    QString lastSenderName = {}; //!< Of lastMessage.
};

//! \brief A member, and who that is.
struct MemberView
{
    Member member;
    User user;
};

//! \brief A conversation in one member's list, and who is in it.
struct ConversationDetails
{
    ConversationView view;
    std::vector<MemberView> members; //!< In order of joining.
};

} // namespace linnet
