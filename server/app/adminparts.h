// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/identityparts.h"
#include "server/services/admin/adminsessionservice.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/backupservice.h"
#include "server/services/admin/staffservice.h"

namespace linnet {

//! \brief What those who run the server do here: the administrative services, put together.
struct AdminParts
{
    AdminParts(Foundation &foundation, const SessionService &ofEach, const Config &config)
        : AdminParts(AdminContext{*foundation.database, foundation.clock}, foundation.ids, ofEach,
                     config)
    {}

    //! Loads what has to be in memory before the first request.
    QCoro::Task<Result<>> start() { return staff.start(); }

    StaffService staff;
    AuditService audit;
    AdminSessionService sessions;
    BackupService backups;

private:
    AdminParts(const AdminContext &context, IdGenerator &ids, const SessionService &ofEach,
               const Config &config)
        : staff(context)
        , audit(context)
        , sessions(context, ofEach)
        , backups(context, ids,
                  config.backups.directory.isEmpty() ? BackupFolder::Missing
                                                     : BackupFolder::Configured)
    {}
};

} // namespace linnet
