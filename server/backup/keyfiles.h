// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/backup/backupkeys.h"

namespace linnet::backup {

//! \brief Files that hold what backups are encrypted with, or opened. Empty: there is none.
struct KeyFiles
{
    QString recipient; //!< A public key. It goes before the passphrase.
    QString passphrase; //!< Its first line; only its owner may be able to read the file.
    QString secretKey; //!< So may this.

    bool canEncrypt() const { return !recipient.isEmpty() || !passphrase.isEmpty(); }
};

//! \return what \p files have new backups encrypted with. There must be something.
Result<Encryption> readEncryption(const KeyFiles &files);

//! \return all that \p files have to open backups with.
Result<BackupKeys> readBackupKeys(const KeyFiles &files);

} // namespace linnet::backup
