// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/storage/messagestore.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief How far a member had got elsewhere, in places of the conversation here.
struct PastCursors
{
    UserId user;
    qint64 delivered = 0;
    qint64 read = 0;
    qint64 shownRead = 0; //!< What the others may know of it.
    std::optional<qint64> hidden = {}; //!< Out of their list until something newer is written.
};

//! \brief Since when somebody is a member, and until when they want to hear nothing.
struct PastStay
{
    UserId user;
    std::optional<Timestamp> joinedAt = {}; //!< Nothing: as it is.
    std::optional<Timestamp> mutedUntil = {};
};

//! \brief Messages of the past, which were written elsewhere, and what they are to people.
class HistoryStore
{
public:
    virtual ~HistoryStore() = default;

    //! \return what \p sender stored under \p clientId in \p conversation; nothing if that is none.
    virtual Result<std::optional<Message>> find(ConversationId conversation, UserId sender,
                                                const QString &clientId) = 0;

    //! Stores \p past after what \p conversation has, at the times that they name: of the same
    //! conversation, in order, each under a client id. What its sender stored under it before stays
    //! as it is. All who are members now have got and read it, and what was there before.
    //! \return what is stored of each; NotFound if there is no such conversation; Conflict
    //! ("history_older") unless each that is new is later than the one before it.
    virtual Result<std::vector<AppendedMessage>> append(ConversationId conversation,
                                                        const std::vector<Message> &past) = 0;

    //! Sets how far a member has got, which may be back; not past the newest message.
    //! \return NotFound unless they are a member, or were one.
    virtual Result<> setCursors(ConversationId conversation, const PastCursors &cursors) = 0;
    //! \return NotFound as above.
    virtual Result<> setStay(ConversationId conversation, const PastStay &stay) = 0;
    //! \return false if it was starred already, which is not an error.
    virtual Result<bool> addStar(UserId user, const Message &message, Timestamp at) = 0;
    //! \return false if it was noted already, which is not an error.
    virtual Result<bool> addReading(ConversationId conversation, const ReadingStep &reading) = 0;
};

} // namespace linnet
