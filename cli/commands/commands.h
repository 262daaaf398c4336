// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \return every command there is, in the order in which help lists them.
CommandList allCommands();

//! \return what each of \p commands is called and takes.
QList<Declaration> declarationsOf(const CommandList &commands);

} // namespace linnet::cli
