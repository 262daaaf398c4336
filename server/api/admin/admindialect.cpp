// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/admindialect.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

AdminDialect::AdminDialect(const AdminServices &services)
    : m_staff(services.staff)
    , m_audit(services.audit)
    , m_sessions(services.sessions)
    , m_backups(services.backups)
{}

QLatin1String AdminDialect::name() const
{
    return "admin"_L1;
}

QList<Endpoint> AdminDialect::endpoints()
{
    return m_staff.endpoints() + m_audit.endpoints() + m_sessions.endpoints()
        + m_backups.endpoints();
}

//! Nobody signs in by this family, so no socket speaks it.
std::vector<SocketEvent> AdminDialect::encode(const Event &) const
{
    return {};
}

QJsonObject AdminDialect::errorBody(const Error &error) const
{
    return {{"error"_L1, QJsonObject{{"code"_L1, error.code}, {"message"_L1, error.message}}}};
}

QJsonObject AdminDialect::errorAcknowledgement(const Error &error) const
{
    return errorBody(error);
}

QString AdminDialect::connectError(const Error &error) const
{
    return error.message;
}

} // namespace linnet::admin
