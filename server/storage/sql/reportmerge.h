// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/merger.h"

namespace linnet {

class SqlConnection;

//! Makes what the source of \p merger reported, and what others reported of it, the target's: at
//! most \p limit reports. Of two that are one now and wait to be handled, the target's goes on, and
//! the other one is dismissed; each has a note of the other. See MergeStore.
//! \return how many; zero when none is the source's any more.
Result<int> moveReports(SqlConnection &connection, const Merger &merger, int limit);

} // namespace linnet
