// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "common/core/result.h"

namespace linnet {

class SqlConnection;

//! \brief Where a conversation's two counters stand.
struct ConversationCounter
{
    qint64 lastSeq = 0;
    qint64 lastChange = 0;
};

//! Counts one change that is no message. \return NotFound if there is no such conversation.
Result<ConversationCounter> countChange(SqlConnection &connection, ConversationId conversation);

} // namespace linnet
