// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace linnet::cli {

enum class Shell { Bash, Zsh, Fish };

//! \return the names of all shells, in the order of Shell.
QStringList shellNames();

//! \return a script that makes \p shell ask linnetctl what a word may become.
QByteArray completionScript(Shell shell);

} // namespace linnet::cli
