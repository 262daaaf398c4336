// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/identityparts.h"
#include "server/app/runningconfig.h"
#include "server/services/admin/adminsessionservice.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/otppolicyservice.h"
#include "server/services/admin/otpsupportservice.h"
#include "server/services/admin/settingservice.h"
#include "server/services/admin/staffservice.h"

namespace linnet {

//! \brief What those who run the server do here: the administrative services, put together.
struct AdminParts
{
    AdminParts(Foundation &foundation, IdentityParts &identity, RunningConfig &configuration)
        : AdminParts(AdminContext{*foundation.database, foundation.clock}, identity, configuration)
    {}

    //! Loads what has to be in memory before the first request.
    QCoro::Task<Result<>> start() { return staff.start(); }

    StaffService staff;
    AuditService audit;
    AdminSessionService sessions;
    SettingService settings;
    OtpPolicyService otpPolicy;
    OtpSupportService otpSupport;

private:
    AdminParts(const AdminContext &context, IdentityParts &identity, RunningConfig &configuration)
        : staff(context)
        , audit(context)
        , sessions(context, identity.sessions)
        , settings(context, staff, configuration)
        , otpPolicy(settings, configuration)
        , otpSupport(context, identity.codes, identity.sender)
    {}
};

} // namespace linnet
