// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/audit.h"
#include "common/domain/backup.h"
#include "server/jobs/backuporder.h"
#include "server/services/admin/rehearsal.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

class IdGenerator;
struct Stores;

//! \brief A page of the backups, the newest first.
struct BackupPage
{
    std::vector<Backup> backups;
    std::optional<qint64> next; //!< Of the older ones, if there are any: to be passed as "before".
};

//! \brief Whether backups have somewhere to go.
enum class BackupFolder { Configured, Missing };

//! \brief Backups of this server: jobs make and verify them.
class BackupService
{
public:
    //! \p ids outlives it.
    BackupService(AdminContext context, IdGenerator &ids, BackupFolder folder);

    //! \param limit more than 200 means 200.
    QCoro::Task<Result<BackupPage>> list(int limit, std::optional<qint64> before);
    //! \return NotFound if none has that name.
    QCoro::Task<Result<Backup>> find(QString name);

    //! Has a backup made, and returns before it is. \return NotOffered ("backups_not_set_up");
    //! Conflict ("backup_busy") while another one is being made.
    QCoro::Task<Result<Backup>> create(Actor actor, Run run);
    //! Has the backup \p name restored into a scratch folder and checked, and returns before that
    //! is done. \return Conflict ("backup_not_made", "backup_busy").
    QCoro::Task<Result<Backup>> verify(Actor actor, QString name, Run run);

private:
    struct Request;

    Result<> order(Stores &stores, const Request &request) const;

    const AdminContext m_context;
    IdGenerator &m_ids;
    const BackupFolder m_folder;
};

} // namespace linnet
