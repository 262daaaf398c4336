// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/merger.h"

#include <vector>

namespace linnet {

class SqlConnection;

//! \brief Of which messages how many are moved at a time.
struct MessageBounds
{
    qint64 after = 0; //!< Their places come after this one.
    int looks = 0; //!< So many are read,
    int rows = 0; //!< and so many changed at most.
};

//! \brief What became of a part of a conversation's messages.
struct MovedMessages
{
    std::vector<MessageId> messages = {}; //!< That were changed.
    qint64 through = 0; //!< From where it goes on.
    bool isEnd = false; //!< None is the source's any more.
};

//! \brief The same of what is known of when people read.
struct MovedReadings
{
    int rows = 0;
    int looks = 0;
    qint64 through = 0;
    bool isEnd = false;
};

//! Puts the target of \p merger in the place of its source, who is or was a member of
//! \p conversation: everything but who wrote and who read. See MergeStore.
Result<> takeSeat(SqlConnection &connection, ConversationId conversation, const Merger &merger);

//! Makes messages that the source wrote or is named in the target's, who has taken their seat.
Result<MovedMessages> moveMessages(SqlConnection &connection, ConversationId conversation,
                                   const Merger &merger, const MessageBounds &bounds);

//! The same for when the source read. Of a chat that both were in there is nothing to move: only a
//! direct chat, which has two members, remembers it.
Result<MovedReadings> moveReadings(SqlConnection &connection, ConversationId conversation,
                                   const Merger &merger, qint64 after, int limit);

//! Takes \p user, whose seat somebody has taken, out of a direct chat: it has two members, and no
//! former ones.
Result<> giveUpSeat(SqlConnection &connection, ConversationId conversation, UserId user);

} // namespace linnet
