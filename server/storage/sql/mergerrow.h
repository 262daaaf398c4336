// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/merger.h"
#include "server/storage/sql/sqlrow.h"

namespace linnet {

//! The columns that toMerger() takes a merger from.
#define LINNET_MERGER_COLUMNS(m) m "account_id, " m "into_id, " m "merged_at, " m "merged_by"

//! \param first the column at which the merger's columns begin.
inline Merger toMerger(const SqlRow &row, int first = 0)
{
    return {.from = row.id<UserId>(first),
            .into = row.id<UserId>(first + 1),
            .at = row.time(first + 2),
            .by = row.text(first + 3)};
}

} // namespace linnet
