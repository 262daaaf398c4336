// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/options.h"

namespace linnet {

//! Makes, verifies or restores a backup, or makes keys for them, as \p options say.
//! \return the process's exit status: 130 when interrupted.
int runBackupCommand(const Options &options);

} // namespace linnet
