// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/suspension.h"
#include "server/storage/sql/sqlrow.h"

namespace linnet {

//! The columns that toSuspension() takes a suspension from.
#define LINNET_SUSPENSION_COLUMNS(su)                                                              \
    su "suspended_at, " su "suspended_until, " su "reason, " su "suspended_by"

inline constexpr int SuspensionColumns = 4;

//! \param first the column at which the suspension's columns begin.
inline Suspension toSuspension(const SqlRow &row, int first = 0)
{
    return {.at = row.time(first),
            .until = row.optionalTime(first + 1),
            .reason = row.text(first + 2),
            .by = row.text(first + 3)};
}

} // namespace linnet
