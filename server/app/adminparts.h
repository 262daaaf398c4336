// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/identityparts.h"
#include "server/services/admin/adminsessionservice.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/nodestatusservice.h"
#include "server/services/admin/sessionfeed.h"
#include "server/services/admin/staffservice.h"

namespace linnet {

//! \brief What those who run the server do here: the administrative services, put together.
struct AdminParts
{
    AdminParts(Foundation &foundation, const SessionService &ofEach, const SocketCensus &sockets,
               int node)
        : AdminParts(AdminContext{*foundation.database, foundation.clock, node}, foundation.bus,
                     ofEach, sockets)
    {}

    //! Loads what has to be in memory before the first request.
    QCoro::Task<Result<>> start() { return staff.start(); }

    StaffService staff;
    AuditService audit;
    AdminSessionService sessions;
    NodeStatusService status;
    SessionFeed feed;

private:
    AdminParts(const AdminContext &context, EventBus &bus, const SessionService &ofEach,
               const SocketCensus &sockets)
        : staff(context)
        , audit(context)
        , sessions(context, ofEach, sockets)
        , status(context, QStringLiteral(LINNET_VERSION), sockets)
        , feed(context, bus, staff)
    {}
};

} // namespace linnet
