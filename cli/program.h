// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exitcode.h"
#include "cli/output/console.h"

#include <QStringList>

namespace linnet::cli {

//! Does what \p words ask for, which come after the program's name.
//! \param input where answers are typed.
ExitCode runProgram(const QStringList &words, Console &console, int input);

} // namespace linnet::cli
