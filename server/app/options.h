// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/profile.h"

#include <QString>

namespace linnet {

//! \brief What is to be done with backups. Files named here go before the configuration's.
struct BackupOptions
{
    enum class Verb { Create, Verify, Restore, KeyGen };

    Verb verb = Verb::Create;
    QString file; //!< Of Create, empty: one in the configuration's folder, named by the time.
    QString recipientFile; //!< Public key.
    QString secretKeyFile;
    QString passphraseFile; //!< "-": the first line of the input.
    QString
        ledger; //!< Of Restore: erasures that are made up for, beside those the directory knows.
    bool isUnencrypted = false;
    bool isReplacing = false; //!< What is in the data directory is moved aside.
};

//! \brief What the command line asks for, beside the configuration.
struct Options
{
    enum class Command { Serve, Migrate, CheckConfig, Backup, Version, Help };

    Command command = Command::Serve;
    QString configFile; //!< Empty: the defaults.
    QString dataDirectory; //!< Goes before the configuration's.
    QString listen; //!< "address:port", instead of the configuration's listeners.
    Profile profile = Profile::None;
    bool isDevelopment = false; //!< One-time codes are 123456, and printed.
    bool hasDemoData = false;
    bool hasCompatiblePorts = false; //!< Listens where clients of each family look for a server.
    bool isForced = false; //!< Development mode even where others can reach it.
    bool isVerbose = false;
    BackupOptions backup;
    QString text; //!< What to print, of Help.
};

} // namespace linnet
