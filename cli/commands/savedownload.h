// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QString>

namespace linnet {

class ApiClient;

} // namespace linnet

namespace linnet::cli {

class Console;

//! Saves what \p path answers with in \p file, for its owner alone: there is the whole of it
//! afterwards, or none. Without a file it goes to the output.
Result<> saveDownload(ApiClient &api, const QString &path, const QString &file, Console &console);

} // namespace linnet::cli
