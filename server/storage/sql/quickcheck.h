// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QString>

#include <chrono>
#include <stop_token>
#include <vector>

namespace linnet {

//! Reads the whole of the database \p file, which goes on serving, and checks its structure.
//! Blocks, for \p most at the longest.
//! \return what is wrong with it, a sentence each, the first ones of many; Unavailable
//! ("interrupted") if it was not through by then, or when \p stop asked it to end.
Result<std::vector<QString>> quickCheck(const QString &file, std::chrono::milliseconds most,
                                        const std::stop_token &stop);

} // namespace linnet
