// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <optional>

namespace linnet {

//! \return the row that was looked for, or NotFound as \p missing says it.
template <typename T>
Result<T> required(const Result<std::optional<T>> &row, const Error &missing)
{
    if (!row)
        return row.error();
    const std::optional<T> &found = *row;
    if (!found)
        return missing;
    return *found;
}

//! \return whether a statement changed a row.
inline Result<bool> changedAny(const Result<int> &rows)
{
    if (!rows)
        return rows.error();
    return *rows > 0;
}

//! \return nothing, for a statement of which only the failure is of interest.
inline Result<> done(const Result<int> &rows)
{
    if (!rows)
        return rows.error();
    return {};
}

} // namespace linnet
