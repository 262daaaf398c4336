// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/app/config.h"
#include "server/app/options.h"

namespace linnet {

//! \return the file's settings with the command line's over them, paths made absolute; or why they
//! must not be served with, e.g. development mode on an address that others can reach.
Result<Config> effectiveConfig(const Options &options);

//! \return \p config with \p stored for all that neither the file nor the command line says; or
//! what does not go together then. What is stored and makes no sense by itself is left out, and
//! logged.
Result<Config> withStored(Config config, const SettingValues &stored);

//! \return "192.0.2.1:80" or "[::1]:80" taken apart; nothing if \p text is neither.
std::optional<net::ListenerSettings> parseListen(const QString &text);

} // namespace linnet
