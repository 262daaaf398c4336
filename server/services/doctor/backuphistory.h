// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/finding.h"
#include "server/storage/database.h"

#include <functional>

namespace linnet {

//! \return the newest backup that \p matches.
Result<std::optional<Backup>> latestBackup(Stores &stores,
                                           const std::function<bool(const Backup &)> &matches);

//! \return that \p error keeps the backups from being looked at.
Finding backupsUnreadable(const Error &error);

} // namespace linnet
