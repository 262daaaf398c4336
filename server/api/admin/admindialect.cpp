// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/admindialect.h"

#include "server/api/admin/sessionjson.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

AdminDialect::AdminDialect(AdminServices services)
    : m_staff(services.users, services.staff)
    , m_audit(services.audit)
    , m_sessions(services.sessions)
    , m_users(services.users)
    , m_suspensions(services.users, services.suspensions)
    , m_erasures(services.users, services.erasures)
    , m_merges(services.users, services.merges)
    , m_exports(services.users, services.exports, services.serverExports)
    , m_accounts(services.users, services.accounts)
    , m_imports(services.imports)
    , m_conversations(services.conversations)
    , m_history(services.history, services.media)
    , m_ties(services.ties)
    , m_credentials(services.users, services.credentials)
    , m_groups(services.users, services.groups)
    , m_reports(services.users, services.reports)
    , m_settings(services.settings)
    , m_otpPolicy(services.otpPolicy)
    , m_otpSupport(services.users, services.otpSupport)
    , m_otpLockouts(services.otpLockouts)
    , m_otpAttempts(services.otpAttempts)
    , m_jobs(services.jobs)
    , m_keys(services.keys)
    , m_backups(services.backups)
    , m_webhooks(services.webhooks, services.deliveries)
    , m_storage(services.storage)
    , m_sweeps(services.sweeps)
    , m_status(services.status, std::move(services.checks))
    , m_doctor(services.doctor)
{}

QLatin1String AdminDialect::name() const
{
    return "admin"_L1;
}

QList<Endpoint> AdminDialect::endpoints()
{
    return m_staff.endpoints() + m_audit.endpoints() + m_sessions.endpoints() + m_users.endpoints()
        + m_suspensions.endpoints() + m_erasures.endpoints() + m_merges.endpoints()
        + m_exports.endpoints() + m_accounts.endpoints() + m_imports.endpoints()
        + m_credentials.endpoints() + m_groups.endpoints() + m_settings.endpoints()
        + m_otpPolicy.endpoints() + m_otpSupport.endpoints() + m_backups.endpoints()
        + m_status.endpoints() + m_otpLockouts.endpoints() + m_otpAttempts.endpoints()
        + m_jobs.endpoints() + m_keys.endpoints() + m_reports.endpoints() + m_webhooks.endpoints()
        + m_storage.endpoints() + m_sweeps.endpoints() + m_doctor.endpoints()
        + m_conversations.endpoints() + m_history.endpoints() + m_ties.endpoints();
}

std::vector<SocketEvent> AdminDialect::encode(const Event &event) const
{
    if (const auto *news = std::get_if<SessionNews>(&event.payload))
        return {sessionNewsEvent(*news)};
    if (const auto *missed = std::get_if<SessionNewsMissed>(&event.payload))
        return {sessionMissedEvent(*missed)};
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
