// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace linnet::cli {

//! \return how long completing a word may take; the program ends then, whatever it waits for.
//! Whoever has pressed a key waits for it, so it is 900 ms unless LINNET_COMPLETION_TIME says
//! otherwise, for those to whom the server answers late.
std::chrono::milliseconds completionTime();

} // namespace linnet::cli
