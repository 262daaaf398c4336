// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/backup/backupkeys.h"
#include "server/backup/backupwatch.h"
#include "server/backup/datalayout.h"
#include "server/backup/manifest.h"

namespace linnet::backup {

//! \brief What is to be backed up, and where to.
struct CreateRequest
{
    DataLayout layout;
    QString file; //!< Must not be there yet.
    Encryption encryption;
    Timestamp at{};
};

//! \brief A backup that is whole and on disk.
struct CreatedBackup
{
    Manifest manifest;
    qint64 size = 0; //!< Of the file, in bytes.
};

//! Makes a backup of a server, which may be running: the database as it is at one moment, then the
//! media that it refers to, and the secrets beside it. Blocks; memory does not grow with the data.
//! \return Conflict ("backup_exists", "backup_busy", "schema_differs"); Unavailable for what the
//! disk does not do, or if \p watch ended it ("interrupted"). Nothing of it is left then.
Result<CreatedBackup> createBackup(const CreateRequest &request, const BackupWatch &watch = {});

} // namespace linnet::backup
