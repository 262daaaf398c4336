// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/identityparts.h"
#include "server/services/admin/adminsessionservice.h"
#include "server/services/admin/adminuserservice.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/staffservice.h"

namespace linnet {

//! \brief What those who run the server do here: the administrative services, put together.
struct AdminParts
{
    AdminParts(Foundation &foundation, const SessionService &ofEach)
        : AdminParts(AdminContext{*foundation.database, foundation.clock}, ofEach)
    {}

    //! Loads what has to be in memory before the first request.
    QCoro::Task<Result<>> start() { return staff.start(); }

    StaffService staff;
    AuditService audit;
    AdminSessionService sessions;
    AdminUserService users;

private:
    AdminParts(const AdminContext &context, const SessionService &ofEach)
        : staff(context)
        , audit(context)
        , sessions(context, ofEach)
        , users(context)
    {}
};

} // namespace linnet
