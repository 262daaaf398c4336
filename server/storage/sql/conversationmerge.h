// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/merger.h"

namespace linnet {

class SqlConnection;

//! Puts the target of \p merger in the place of its source, who is or was a member of
//! \p conversation: see MergeStore::moveConversations().
Result<> mergeConversation(SqlConnection &connection, ConversationId conversation,
                           const Merger &merger);

} // namespace linnet
