// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"

namespace linnet::cli {

enum class Shell { Bash, Zsh, Fish };

//! \return the names of all shells, in the order of Shell.
QStringList shellNames();

//! \return a script that makes \p shell complete commands, options and their choices.
QString completionScript(Shell shell, const QList<Declaration> &declarations,
                         const QList<Option> &globals);

} // namespace linnet::cli
