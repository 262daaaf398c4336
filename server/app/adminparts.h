// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/foundation.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/staffservice.h"

namespace linnet {

//! \brief What those who run the server do here: the administrative services, put together.
struct AdminParts
{
    explicit AdminParts(Foundation &foundation)
        : staff({*foundation.database, foundation.clock})
        , audit({*foundation.database, foundation.clock})
    {}

    //! Loads what has to be in memory before the first request.
    QCoro::Task<Result<>> start() { return staff.start(); }

    StaffService staff;
    AuditService audit;
};

} // namespace linnet
