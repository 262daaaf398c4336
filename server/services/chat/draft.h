// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/media.h"
#include "common/domain/message.h"

namespace linnet {

//! How many people a message may name.
inline constexpr int MostMentions = 50;

//! \brief A message somebody wants to send: to a conversation, or to a person.
struct Draft
{
    UserId sender;
    SessionId session; //!< Of the sender; null: none. Their others hear of the message.
    std::optional<ConversationId> conversation;
    std::optional<UserId> recipient; //!< Used if there is no conversation: the chat with them.
    QString clientId; //!< The same one again means the same message; empty: always a new one.
    MessageKind kind = MessageKind::Text;
    QString body;
    QString mediaUrl;
    QString mediaThumbnail;
    qint64 mediaSize = 0;
    //! What is at mediaUrl if it came with the message, for which alone it was kept: sent again, it
    //! has another name, and goes.
    std::optional<Media> file = {};
    std::optional<MessageId> replyTo;
    std::vector<UserId> mentions = {}; //!< Members it names; those it names in its text besides.
};

//! \return an InvalidInput error if \p draft breaks a rule that its content alone shows.
Result<> checkDraft(const Draft &draft);

//! \return what \p draft says, in \p conversation, without an id, a time and mentions.
Message toMessage(const Draft &draft, ConversationId conversation);

} // namespace linnet
