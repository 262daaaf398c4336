// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/table.h"
#include "common/core/result.h"

#include <QJsonObject>

#include <functional>

namespace linnet::cli {

class Invocation;

//! How a single backup is shown.
const Table &backupTable();

//! Asks for \p backup again and again while \p isUnderWay, saying on a terminal how long that has
//! taken. \return it as it is then; an error if it cannot be asked for, or when interrupted.
Result<QJsonObject> awaitBackup(Invocation &invocation, const QJsonObject &backup,
                                const std::function<bool(const QJsonObject &)> &isUnderWay);

} // namespace linnet::cli
