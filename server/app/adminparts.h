// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/chatparts.h"
#include "server/app/doctorplan.h"
#include "server/app/identityparts.h"
#include "server/app/runningconfig.h"
#include "server/services/admin/accountimport.h"
#include "server/services/admin/adminaccountservice.h"
#include "server/services/admin/admincredentialservice.h"
#include "server/services/admin/admingroupservice.h"
#include "server/services/admin/adminjobservice.h"
#include "server/services/admin/adminreportservice.h"
#include "server/services/admin/adminsessionservice.h"
#include "server/services/admin/adminuserservice.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/backupservice.h"
#include "server/services/admin/conversationimport.h"
#include "server/services/admin/deliveryservice.h"
#include "server/services/admin/erasureservice.h"
#include "server/services/admin/historyimport.h"
#include "server/services/admin/mergeservice.h"
#include "server/services/admin/nodestatusservice.h"
#include "server/services/admin/otpattemptservice.h"
#include "server/services/admin/otplockoutservice.h"
#include "server/services/admin/otppolicyservice.h"
#include "server/services/admin/otpsupportservice.h"
#include "server/services/admin/personexportservice.h"
#include "server/services/admin/serverexportservice.h"
#include "server/services/admin/sessionfeed.h"
#include "server/services/admin/settingservice.h"
#include "server/services/admin/signingkeyservice.h"
#include "server/services/admin/staffservice.h"
#include "server/services/admin/storageservice.h"
#include "server/services/admin/suspensionservice.h"
#include "server/services/admin/sweepservice.h"
#include "server/services/admin/tieimport.h"
#include "server/services/admin/webhookservice.h"

namespace linnet {

//! \brief What those who run the server do here: the administrative services, put together.
struct AdminParts
{
    //! All outlive the parts.
    AdminParts(Foundation &foundation, IdentityParts &identity, ChatParts &chat,
               const SocketCensus &sockets, RunningConfig &configuration);

    //! Loads what has to be in memory before the first request.
    QCoro::Task<Result<>> start();

    //! Takes over what can change while it runs.
    void configure(const Config &config);

    //! Does and begins what is to be done from time to time: to be called now and then.
    QCoro::Task<> tidy();

    StaffService staff;
    AuditService audit;
    AdminSessionService sessions;
    NodeStatusService status;
    SessionFeed feed;
    AdminUserService users;
    SuspensionService suspensions;
    ErasureService erasures;
    MergeService merges;
    PersonExportService exports;
    ServerExportService serverExports;
    AdminAccountService accounts;
    AccountImportService imports;
    ConversationImport conversations;
    HistoryImport history;
    TieImport ties;
    AdminCredentialService credentials;
    AdminGroupService groups;
    AdminReportService reports;
    SettingService settings;
    OtpPolicyService otpPolicy;
    OtpSupportService otpSupport;
    OtpLockoutService otpLockouts;
    OtpAttemptService otpAttempts;
    AdminJobService jobs;
    SigningKeyService keys;
    BackupService backups;
    WebhookService webhooks;
    DeliveryService deliveries;
    StorageService storage;
    SweepService sweeps;
    const DoctorSubject doctorSubject; //!< What the doctor looks at.
    DoctorService doctor;

private:
    //! \brief What they work with.
    struct Around
    {
        Foundation &foundation;
        IdentityParts &identity;
        ChatParts &chat;
        const SocketCensus &sockets;
        RunningConfig &configuration;
    };

    AdminParts(const AdminContext &context, const Around &around);

    Config::Duration m_auditRetention;
};

} // namespace linnet
