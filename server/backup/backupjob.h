// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/backup/datalayout.h"
#include "server/backup/keyfiles.h"
#include "server/jobs/backuporder.h"
#include "server/jobs/jobhandler.h"

#include <functional>

namespace linnet {
class Database;
}

namespace linnet::backup {

//! \brief What backups are made of, where they go, and what they are encrypted with.
struct BackupSettings
{
    DataLayout layout;
    QString directory; //!< Empty: none is made.
    KeyFiles files;
};

//! \brief Makes and verifies the backups that were asked for.
class BackupJob : public JobHandler
{
public:
    //! \p database and \p clock outlive it.
    BackupJob(BackupSettings settings, Database &database, const Clock &clock);

    QString kind() const override;
    Result<> run(const Job &job, const std::stop_token &stop) override;
    Result<> giveUp(Stores &stores, const Job &job) override;

private:
    using Change = std::function<void(Backup &)>;

    Result<> create(const QString &name, const std::stop_token &stop);
    Result<> verify(const QString &name, const std::stop_token &stop);
    Result<> note(const QString &name, const Change &change);

    const BackupSettings m_settings;
    Database &m_database;
    const Clock &m_clock;
};

} // namespace linnet::backup
