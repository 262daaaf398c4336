// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/backupservice.h"

namespace linnet::admin {

//! \brief Backups of this server.
class AdminBackupApi
{
public:
    //! \p backups outlives the endpoints.
    explicit AdminBackupApi(BackupService &backups);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> find(Call call);
    QCoro::Task<Result<Answer>> create(Call call);
    QCoro::Task<Result<Answer>> verify(Call call);

    BackupService &m_backups;
};

} // namespace linnet::admin
