// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/options.h"

namespace linnet {

//! Does what \p options ask for. \return the process's exit status.
int runCommand(const Options &options);

} // namespace linnet
