// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/app/options.h"

namespace linnet {

//! \param arguments as main() got them, with the program's name first.
Result<Options> parseCommandLine(const QStringList &arguments);

} // namespace linnet
