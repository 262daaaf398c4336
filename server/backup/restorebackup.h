// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/backup/backupkeys.h"
#include "server/backup/backupwatch.h"
#include "server/backup/datalayout.h"
#include "server/backup/manifest.h"

namespace linnet::backup {

//! Restores \p file into a scratch folder in \p dataDirectory, opens the database there, checks all
//! of it, and leaves nothing of it behind. Blocks.
//! \return what the backup says of itself; an error as of extractBackup(), or Conflict
//! ("backup_busy").
Result<Manifest> verifyBackup(const QString &file, const BackupKeys &keys,
                              const QString &dataDirectory, const BackupWatch &watch = {});

//! \brief What is to be restored, and where to.
struct RestoreRequest
{
    //! \brief What becomes of what is there already.
    enum class Existing {
        Refused,
        SetAside, //!< Moved into a folder "replaced-…" of the data directory.
    };

    QString file;
    BackupKeys keys;
    DataLayout layout; //!< All of it in one directory, which nobody uses meanwhile.
    Existing existing = Existing::Refused;
};

//! Restores a backup, or changes nothing. A ledger of erasures that is there stays: what it says is
//! to be done again before anybody is served. Blocks. The next start brings an older schema up to
//! date. \return an error as of verifyBackup(); Conflict ("data_directory_used") if there is
//! something already.
Result<Manifest> restoreBackup(const RestoreRequest &request, const BackupWatch &watch = {});

} // namespace linnet::backup
