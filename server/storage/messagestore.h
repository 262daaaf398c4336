// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/views.h"

#include <limits>
#include <vector>

namespace linnet {

struct AppendedMessage
{
    Message message; //!< As stored: with its place, and a time after its predecessor's.
    bool isNew = true; //!< False: the same client id had stored it before.
};

//! \brief A message, as far as a receipt for it is concerned.
struct SentMessage
{
    MessageId id;
    UserId sender;
    qint64 seq = 0;
};

//! \brief Which page of a conversation's history, and for whom.
struct HistoryPage
{
    ConversationId conversation;
    UserId viewer;
    qint64 beforeSeq = std::numeric_limits<qint64>::max();
    std::optional<Timestamp> beforeTime; //!< Itself excluded. With both, both hold.
    int limit = 50;
};

//! \brief A range of messages of one conversation: after the first place, through the last.
struct MessageRange
{
    ConversationId conversation;
    qint64 after = 0;
    qint64 through = 0;
};

class MessageStore
{
public:
    virtual ~MessageStore() = default;

    //! Gives \p draft the next place in its conversation and stores it. Its id, sender, client id
    //! and content are the caller's; a draft without a client id is always new.
    //! \param file the SHA-256 of its file, where the same one has another address each time.
    //! \return NotFound if its sender is not a member now; Forbidden `conversation_closed` if one
    //! of the two in a direct chat blocks the other; what is stored if the sender used the client
    //! id before for the same content; Conflict `client_id_reused` if for another.
    virtual Result<AppendedMessage> append(const Message &draft, const QByteArray &file = {}) = 0;

    //! \return NotFound if \p viewer may not see it.
    virtual Result<Message> find(MessageId id, UserId viewer) = 0;

    //! \return what the viewer may see, newest first; NotFound if they never were a member.
    virtual Result<std::vector<MessageView>> list(const HistoryPage &page) = 0;

    //! \return messages that were added, edited or deleted after \p change, in order of change.
    virtual Result<std::vector<MessageView>> listChanges(ConversationId conversation, UserId viewer,
                                                         qint64 change, int limit) = 0;

    //! \return messages of all of \p viewer's conversations from after \p time, oldest first.
    virtual Result<std::vector<MessageView>> listSince(UserId viewer, Timestamp time,
                                                       int limit) = 0;

    //! \return the messages of \p range that \p reader did not send, ascending.
    virtual Result<std::vector<SentMessage>> listReceived(const MessageRange &range,
                                                          UserId reader) = 0;

    //! Replaces the text. \return NotFound if there is no such message, or it was deleted.
    virtual Result<Message> edit(MessageId id, const QString &body, Timestamp at) = 0;

    //! Takes the content away and leaves the place. Deleting twice is not an error.
    virtual Result<Message> remove(MessageId id, Timestamp at) = 0;
};

} // namespace linnet
