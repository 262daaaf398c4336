// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

#include <chrono>

namespace linnet::cli {

//! From now on SIGINT and SIGTERM are noted and end system calls, instead of the program; the
//! second one ends it.
void noteInterruptions();

bool isInterrupted();
//! \return what is to be said then.
Error interruption();

//! Waits for \p time. \return whether it has passed: false if it was interrupted.
bool waitFor(std::chrono::milliseconds time);

//! Ends the program after \p time, as if all was done: at once, whatever it does then.
void endQuietlyAfter(std::chrono::milliseconds time);

} // namespace linnet::cli
