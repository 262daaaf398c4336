// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/admin/adminaudit.h"
#include "server/api/admin/adminbackups.h"
#include "server/api/admin/adminsessions.h"
#include "server/api/admin/adminstaff.h"
#include "server/api/dialect.h"

namespace linnet::admin {

//! \brief What the administration is made of. All of it outlives the dialect.
struct AdminServices
{
    StaffService &staff;
    AuditService &audit;
    AdminSessionService &sessions;
    BackupService &backups;
};

//! \brief What those who run the server ask for, below /api/v1/admin.
//!
//! A list is answered with {"items": […], "nextCursor": …}, which is null on its last page.
class AdminDialect : public Dialect
{
public:
    explicit AdminDialect(const AdminServices &services);

    QLatin1String name() const override;
    QList<Endpoint> endpoints() override;
    std::vector<SocketEvent> encode(const Event &event) const override;
    QJsonObject errorBody(const Error &error) const override;
    QJsonObject errorAcknowledgement(const Error &error) const override;
    QString connectError(const Error &error) const override;

private:
    AdminStaffApi m_staff;
    AdminAuditApi m_audit;
    AdminSessionApi m_sessions;
    AdminBackupApi m_backups;
};

} // namespace linnet::admin
