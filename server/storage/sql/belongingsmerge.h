// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/merger.h"

#include <vector>

namespace linnet {

class SqlConnection;

//! \brief What became of a part of somebody's belongings.
struct MovedBelongings
{
    int rows = 0;
    qint64 place = 0; //!< From where it goes on.
    bool isEnd = false; //!< None is the source's any more.
    std::vector<ConversationId> conversations = {}; //!< That a block has closed.
};

//! Gives the target of \p merger what the source has beside conversations, of one kind after the
//! other: some of the kind at \p place, at most \p limit rows. See MergeStore.
Result<MovedBelongings> moveBelongings(SqlConnection &connection, const Merger &merger,
                                       qint64 place, int limit);

} // namespace linnet
