// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/config.h"
#include "server/app/options.h"

namespace linnet {

//! Puts back in \p wanted, the configuration as it was read again, what cannot change while a
//! server runs with \p running. \return the names of what differed, which waits for the next start.
QStringList keepFixedSettings(Config &wanted, const Config &running, const Options &options);

} // namespace linnet
