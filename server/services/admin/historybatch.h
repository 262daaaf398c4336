// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/message.h"
#include "server/services/chat/draft.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief A message of the same conversation, by its sender's name for it.
struct PastReference
{
    UserId sender;
    QString clientId;
};

//! \brief A message that was written elsewhere.
struct PastMessage
{
    UserId sender;
    Timestamp at{};
    //! The same one again, of the same sender, means the same message.
    QString clientId;
    QString body;
    QByteArray file = {}; //!< Media::name of what is the sender's; empty: a text.
    std::optional<PastReference> replyTo = {}; //!< What is not there is not answered.
    std::vector<UserId> mentions = {}; //!< Who never was in the conversation is left out.
    std::optional<Timestamp> editedAt = {};
    std::optional<Timestamp> deletedAt = {}; //!< Set: there is neither text nor file.
    //! Of a line of the system, or of what is deleted; of others, their file says it.
    MessageKind kind = MessageKind::Text;
    std::optional<Membership> membership = {}; //!< Of those whom a line of the system names.
};

//! \brief How far a member had got elsewhere: up to which message each. Nothing: to none.
struct PastMarks
{
    UserId user;
    std::optional<PastReference> delivered = {};
    std::optional<PastReference> read = {};
    std::optional<PastReference> shownRead = {}; //!< What the others may know of it.
    std::optional<PastReference> hidden = {}; //!< Out of their list until something newer comes.
};

//! \brief Messages of one conversation, in order: one transaction's worth.
struct HistoryBatch
{
    static constexpr size_t MostMessages = 500; //!< Other writers wait for it.

    ConversationId conversation;
    QString source; //!< What they come from, for the audit log.
    std::vector<PastMessage> messages;
    std::vector<PastMarks> marks = {}; //!< As of after the last one.
};

//! \return what its sender would have sent.
Draft draftOf(const PastMessage &past, ConversationId conversation);

//! \return an InvalidInput error for what nobody could have sent, or what is not past at \p now.
Result<> check(const HistoryBatch &batch, Timestamp now);

} // namespace linnet
