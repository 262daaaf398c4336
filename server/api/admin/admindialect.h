// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/admin/adminaccounts.h"
#include "server/api/admin/adminaudit.h"
#include "server/api/admin/adminbackups.h"
#include "server/api/admin/adminconversations.h"
#include "server/api/admin/admincredentials.h"
#include "server/api/admin/admindoctor.h"
#include "server/api/admin/adminerasures.h"
#include "server/api/admin/adminexports.h"
#include "server/api/admin/admingroups.h"
#include "server/api/admin/adminhistory.h"
#include "server/api/admin/adminimports.h"
#include "server/api/admin/adminjobs.h"
#include "server/api/admin/adminkeys.h"
#include "server/api/admin/adminmerges.h"
#include "server/api/admin/adminotpattempts.h"
#include "server/api/admin/adminotplockouts.h"
#include "server/api/admin/adminotppolicy.h"
#include "server/api/admin/adminotpsupport.h"
#include "server/api/admin/adminreports.h"
#include "server/api/admin/adminsessions.h"
#include "server/api/admin/adminsettings.h"
#include "server/api/admin/adminstaff.h"
#include "server/api/admin/adminstatus.h"
#include "server/api/admin/adminstorage.h"
#include "server/api/admin/adminsuspensions.h"
#include "server/api/admin/adminsweeps.h"
#include "server/api/admin/adminties.h"
#include "server/api/admin/adminusers.h"
#include "server/api/admin/adminwebhooks.h"
#include "server/api/dialect.h"

namespace linnet::admin {

//! \brief What the administration is made of. All of it outlives the dialect.
struct AdminServices
{
    StaffService &staff;
    AuditService &audit;
    AdminSessionService &sessions;
    AdminUserService &users;
    SuspensionService &suspensions;
    ErasureService &erasures;
    MergeService &merges;
    PersonExportService &exports;
    ServerExportService &serverExports;
    AdminAccountService &accounts;
    AccountImportService &imports;
    ConversationImport &conversations;
    HistoryImport &history;
    TieImport &ties;
    MediaService &media;
    AdminCredentialService &credentials;
    AdminGroupService &groups;
    AdminReportService &reports;
    SettingService &settings;
    OtpPolicyService &otpPolicy;
    OtpSupportService &otpSupport;
    OtpLockoutService &otpLockouts;
    OtpAttemptService &otpAttempts;
    AdminJobService &jobs;
    SigningKeyService &keys;
    BackupService &backups;
    WebhookService &webhooks;
    DeliveryService &deliveries;
    StorageService &storage;
    SweepService &sweeps;
    NodeStatusService &status;
    DoctorService &doctor;
    std::vector<HealthCheck> checks; //!< Of the node, for its status.
};

//! \brief What those who run the server ask for, below /api/v1/admin.
//!
//! A socket that asks for this dialect by name hears which sessions begin and end, and how many of
//! these it was not told of; see sessionNewsEvent().
//!
//! A list is answered with {"items": […], "nextCursor": …}, which is null on its last page.
class AdminDialect : public Dialect
{
public:
    explicit AdminDialect(AdminServices services);

    QLatin1String name() const override;
    Access socketAccess() const override { return Access::Staff; }
    QList<Endpoint> endpoints() override;
    std::vector<SocketEvent> encode(const Event &event) const override;
    QJsonObject errorBody(const Error &error) const override;
    QJsonObject errorAcknowledgement(const Error &error) const override;
    QString connectError(const Error &error) const override;

private:
    AdminStaffApi m_staff;
    AdminAuditApi m_audit;
    AdminSessionApi m_sessions;
    AdminUserApi m_users;
    AdminSuspensionApi m_suspensions;
    AdminErasureApi m_erasures;
    AdminMergeApi m_merges;
    AdminExportApi m_exports;
    AdminAccountApi m_accounts;
    AdminImportApi m_imports;
    AdminConversationApi m_conversations;
    AdminHistoryApi m_history;
    AdminTieApi m_ties;
    AdminCredentialApi m_credentials;
    AdminGroupApi m_groups;
    AdminReportApi m_reports;
    AdminSettingApi m_settings;
    AdminOtpPolicyApi m_otpPolicy;
    AdminOtpSupportApi m_otpSupport;
    AdminOtpLockoutApi m_otpLockouts;
    AdminOtpAttemptApi m_otpAttempts;
    AdminJobApi m_jobs;
    AdminKeyApi m_keys;
    AdminBackupApi m_backups;
    AdminWebhookApi m_webhooks;
    AdminStorageApi m_storage;
    AdminSweepApi m_sweeps;
    AdminStatusApi m_status;
    AdminDoctorApi m_doctor;
};

} // namespace linnet::admin
