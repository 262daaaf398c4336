// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/app/config.h"

namespace linnet {

//! \return the configuration \p text describes; or an error whose message names every mistake in it
//! as "file:line:column: reason", one to a line.
Result<Config> parseConfig(const QByteArray &text, const QString &fileName);

//! \return the configuration in the file at \p path, as parseConfig() does.
Result<Config> readConfigFile(const QString &path);

} // namespace linnet
