// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/backup/backupkeys.h"
#include "server/backup/backupwatch.h"
#include "server/backup/datalayout.h"
#include "server/backup/manifest.h"

namespace linnet::backup {

//! Writes what is in \p file to where \p target has it, and compares all of it with what the backup
//! says of itself. Blocks; memory does not grow with the data.
//! \return Forbidden ("backup_key", "backup_unencrypted"); InvalidInput ("backup_damaged",
//! "backup_newer"); Unavailable for what the disk does not do. What was written by then stays: \p
//! target is a scratch folder's.
Result<Manifest> extractBackup(const QString &file, const BackupKeys &keys,
                               const DataLayout &target, const BackupWatch &watch);

} // namespace linnet::backup
