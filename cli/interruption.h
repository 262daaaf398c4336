// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet::cli {

//! From now on SIGINT and SIGTERM are noted and end system calls, instead of the program; the
//! second one ends it.
void noteInterruptions();

bool isInterrupted();

} // namespace linnet::cli
