// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/identityparts.h"
#include "server/services/admin/adminsessionservice.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/settingservice.h"
#include "server/services/admin/staffservice.h"

namespace linnet {

//! \brief What those who run the server do here: the administrative services, put together.
struct AdminParts
{
    AdminParts(Foundation &foundation, const SessionService &ofEach, SettingTarget &configuration)
        : AdminParts(AdminContext{*foundation.database, foundation.clock}, ofEach, configuration)
    {}

    //! Loads what has to be in memory before the first request.
    QCoro::Task<Result<>> start() { return staff.start(); }

    StaffService staff;
    AuditService audit;
    AdminSessionService sessions;
    SettingService settings;

private:
    AdminParts(const AdminContext &context, const SessionService &ofEach,
               SettingTarget &configuration)
        : staff(context)
        , audit(context)
        , sessions(context, ofEach)
        , settings(context, staff, configuration)
    {}
};

} // namespace linnet
