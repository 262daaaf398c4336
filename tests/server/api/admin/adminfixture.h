// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/admin/admindialect.h"
#include "server/api/endpointtable.h"
#include "server/api/validator.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/media/mediaservice.h"
#include "server/storage/blob/fileblobstore.h"
#include "tests/server/services/identity/identityfixture.h"
#include "tests/support/fakesettingtarget.h"
#include "tests/support/fakesocketcensus.h"

#include <QJsonArray>
#include <QTemporaryDir>

namespace linnet::test {

//! \brief The administration over a real database, with Alice as its owner, and Bob.
class AdminFixture
{
public:
    using Outcome = Result<Answer>;

    AdminFixture();
    ~AdminFixture();

    //! Asks as \p user, whom a gate would have let in. Calls are found and validated as transports
    //! do it.
    Outcome ask(Method method, const QByteArray &path, UserId user, const QJsonObject &params = {});
    Outcome ask(Method method, const QByteArray &path, const Caller &caller,
                QJsonObject params = {});

    //! \return who asks over the operator's socket.
    static Caller localOperator();

    static QJsonObject body(const Outcome &outcome);

    const UserId alice{1};
    const UserId bob{2};
    IdentityFixture identity;
    const AdminContext context{identity.database, identity.clock, 7};
    StaffService staff{context};
    AuditService audit{context};
    FakeSocketCensus sockets;
    AdminSessionService sessions{context, identity.sessions, sockets};
    AdminUserService users{context};
    SuspensionService suspensions{context, identity.bus, identity.ids, identity.sessions,
                                  identity.suspended};
    ErasureService erasures{
        {context, identity.bus, identity.ids, identity.sessions, identity.suspended},
        std::chrono::hours(24)};
    const QTemporaryDir folder;
    FileBlobStore blobs{folder.filePath(QStringLiteral("media"))};
    CpuPool pool;
    PersonExportService exports{context, blobs, pool};
    ChatMemory memory{identity.bus, identity.database};
    const ChatContext chatContext{identity.database, identity.bus, identity.clock, identity.ids,
                                  memory};
    MergeService merges{{chatContext, staff, identity.sessions, identity.suspended}};
    AdminAccountService accounts{chatContext, staff, identity.security};
    AccountImportService imports{context, accounts};
    ConversationImport conversations{chatContext};
    HistoryImport history{chatContext};
    TieImport ties{chatContext};
    MediaService media{identity.database, blobs, pool, identity.ids, identity.clock};
    AdminCredentialService credentials{
        {context, accounts, identity.sessions, identity.links, identity.security}};
    AdminGroupService groups{chatContext};
    AdminReportService reports{context, staff};
    FakeSettingTarget target;
    ServerExportService serverExports{context, target, QStringLiteral("1.2.3")};
    SettingService settings{context, staff, target};
    OtpPolicyService otpPolicy{settings, target};
    OtpSupportService otpSupport{context, identity.codes, identity.sender};
    OtpLockoutService otpLockouts{context, target};
    OtpAttemptService otpAttempts{context};
    AdminJobService jobs{context};
    SigningKeyService keys{context, *identity.keys, pool};
    BackupService backups{context, identity.ids, BackupFolder::Configured};
    WebhookService webhooks{{context, identity.ids, identity.box}, {}};
    DeliveryService deliveries{context, identity.ids};
    StorageService storage{
        context, {folder.filePath(QStringLiteral("linnet.db")), folder.path()}, pool};
    SweepService sweeps{context, identity.ids, {}};
    NodeStatusService status{context, QStringLiteral("1.2.3"), sockets};
    DoctorService doctor{identity.clock, {}};
    admin::AdminDialect dialect{{
        .staff = staff,
        .audit = audit,
        .sessions = sessions,
        .users = users,
        .suspensions = suspensions,
        .erasures = erasures,
        .merges = merges,
        .exports = exports,
        .serverExports = serverExports,
        .accounts = accounts,
        .imports = imports,
        .conversations = conversations,
        .history = history,
        .ties = ties,
        .media = media,
        .credentials = credentials,
        .groups = groups,
        .reports = reports,
        .settings = settings,
        .otpPolicy = otpPolicy,
        .otpSupport = otpSupport,
        .otpLockouts = otpLockouts,
        .otpAttempts = otpAttempts,
        .jobs = jobs,
        .keys = keys,
        .backups = backups,
        .webhooks = webhooks,
        .deliveries = deliveries,
        .storage = storage,
        .sweeps = sweeps,
        .status = status,
        .doctor = doctor,
        .checks = {},
    }};
    std::unique_ptr<const EndpointTable> table = *EndpointTable::make({&dialect});
};

} // namespace linnet::test
