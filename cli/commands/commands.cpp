// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include "cli/commands/auditlist.h"
#include "cli/commands/auditverify.h"
#include "cli/commands/backupcreate.h"
#include "cli/commands/backupkeygen.h"
#include "cli/commands/backuplist.h"
#include "cli/commands/backuprestore.h"
#include "cli/commands/backupverify.h"
#include "cli/commands/bench.h"
#include "cli/commands/completionprint.h"
#include "cli/commands/contextadd.h"
#include "cli/commands/contextlist.h"
#include "cli/commands/contextremove.h"
#include "cli/commands/contextshow.h"
#include "cli/commands/contextuse.h"
#include "cli/commands/doctor.h"
#include "cli/commands/exportall.h"
#include "cli/commands/groupdissolve.h"
#include "cli/commands/groupfreeze.h"
#include "cli/commands/grouplist.h"
#include "cli/commands/groupmembers.h"
#include "cli/commands/grouprename.h"
#include "cli/commands/groupsetrole.h"
#include "cli/commands/groupshow.h"
#include "cli/commands/grouptransfer.h"
#include "cli/commands/groupunfreeze.h"
#include "cli/commands/importall.h"
#include "cli/commands/importusers.h"
#include "cli/commands/importwhatsapp.h"
#include "cli/commands/jobdiscard.h"
#include "cli/commands/joblist.h"
#include "cli/commands/jobretry.h"
#include "cli/commands/jobshow.h"
#include "cli/commands/keylist.h"
#include "cli/commands/keyrotate.h"
#include "cli/commands/login.h"
#include "cli/commands/logout.h"
#include "cli/commands/manpages.h"
#include "cli/commands/otpattempts.h"
#include "cli/commands/otpbreakglass.h"
#include "cli/commands/otpdelivery.h"
#include "cli/commands/otplockouts.h"
#include "cli/commands/otppolicy.h"
#include "cli/commands/otptestsend.h"
#include "cli/commands/otpunlock.h"
#include "cli/commands/ownerclaim.h"
#include "cli/commands/reportdismiss.h"
#include "cli/commands/reportlist.h"
#include "cli/commands/reportnote.h"
#include "cli/commands/reportreopen.h"
#include "cli/commands/reportresolve.h"
#include "cli/commands/reportshow.h"
#include "cli/commands/reporttake.h"
#include "cli/commands/sessionhistory.h"
#include "cli/commands/sessionlist.h"
#include "cli/commands/sessionrevoke.h"
#include "cli/commands/sessionwatch.h"
#include "cli/commands/settinghistory.h"
#include "cli/commands/settinglist.h"
#include "cli/commands/settingset.h"
#include "cli/commands/settingshow.h"
#include "cli/commands/settingundo.h"
#include "cli/commands/settingunset.h"
#include "cli/commands/stafflist.h"
#include "cli/commands/status.h"
#include "cli/commands/storagelist.h"
#include "cli/commands/storageshow.h"
#include "cli/commands/storagesweep.h"
#include "cli/commands/storagesweeps.h"
#include "cli/commands/storageusage.h"
#include "cli/commands/usercreate.h"
#include "cli/commands/useredit.h"
#include "cli/commands/usererase.h"
#include "cli/commands/usererasecancel.h"
#include "cli/commands/usererasereceipt.h"
#include "cli/commands/usereraseverify.h"
#include "cli/commands/userexport.h"
#include "cli/commands/userinvite.h"
#include "cli/commands/userlist.h"
#include "cli/commands/usermerge.h"
#include "cli/commands/userreactivate.h"
#include "cli/commands/userresetpassword.h"
#include "cli/commands/userresettotp.h"
#include "cli/commands/usersetrole.h"
#include "cli/commands/usershow.h"
#include "cli/commands/usersuspend.h"
#include "cli/commands/userverify.h"
#include "cli/commands/version.h"
#include "cli/commands/webhookcreate.h"
#include "cli/commands/webhookdelete.h"
#include "cli/commands/webhookdeliveries.h"
#include "cli/commands/webhookdelivery.h"
#include "cli/commands/webhookedit.h"
#include "cli/commands/webhooklist.h"
#include "cli/commands/webhookredeliver.h"
#include "cli/commands/webhookrotatesecret.h"
#include "cli/commands/webhookshow.h"
#include "cli/commands/webhooktest.h"

namespace linnet::cli {

namespace {

template <typename Each>
void add(CommandList &commands)
{
    commands.push_back(std::make_unique<Each>());
}

//! Which server, as whom, and who else is there.
void addConnections(CommandList &all)
{
    add<ContextList>(all);
    add<ContextAdd>(all);
    add<ContextUse>(all);
    add<ContextShow>(all);
    add<ContextRemove>(all);
    add<Login>(all);
    add<Logout>(all);
    add<Status>(all);
    add<Doctor>(all);
    add<Bench>(all);
    add<OwnerClaim>(all);
    add<StaffList>(all);
    add<KeyList>(all);
    add<KeyRotate>(all);
    add<SessionList>(all);
    add<SessionHistory>(all);
    add<SessionRevoke>(all);
    add<SessionWatch>(all);
}

//! Accounts.
void addPeople(CommandList &all)
{
    add<UserList>(all);
    add<UserShow>(all);
    add<UserCreate>(all);
    add<UserInvite>(all);
    add<UserEdit>(all);
    add<UserVerify>(all);
    add<UserResetPassword>(all);
    add<UserResetTotp>(all);
    add<UserSuspend>(all);
    add<UserReactivate>(all);
    add<UserSetRole>(all);
    add<UserMerge>(all);
    add<UserExport>(all);
    add<UserErase>(all);
    add<UserEraseCancel>(all);
    add<UserEraseReceipt>(all);
    add<UserEraseVerify>(all);
}

//! What people do together, and who is told of it.
void addConversations(CommandList &all)
{
    add<GroupList>(all);
    add<GroupShow>(all);
    add<GroupMembers>(all);
    add<GroupRename>(all);
    add<GroupSetRole>(all);
    add<GroupTransfer>(all);
    add<GroupFreeze>(all);
    add<GroupUnfreeze>(all);
    add<GroupDissolve>(all);
    add<ReportList>(all);
    add<ReportShow>(all);
    add<ReportTake>(all);
    add<ReportNote>(all);
    add<ReportResolve>(all);
    add<ReportDismiss>(all);
    add<ReportReopen>(all);
    add<WebhookList>(all);
    add<WebhookShow>(all);
    add<WebhookCreate>(all);
    add<WebhookEdit>(all);
    add<WebhookRotateSecret>(all);
    add<WebhookDelete>(all);
    add<WebhookTest>(all);
    add<WebhookDeliveries>(all);
    add<WebhookDeliveryCard>(all);
    add<WebhookRedeliver>(all);
}

//! What the server goes by.
void addRules(CommandList &all)
{
    add<SettingList>(all);
    add<SettingShow>(all);
    add<SettingSet>(all);
    add<SettingUnset>(all);
    add<SettingHistory>(all);
    add<SettingUndo>(all);
    add<OtpPolicy>(all);
    add<OtpAttempts>(all);
    add<OtpDelivery>(all);
    add<OtpLockouts>(all);
    add<OtpUnlock>(all);
    add<OtpTestSend>(all);
    add<OtpBreakGlass>(all);
}

//! What is kept, and comes and goes.
void addUpkeep(CommandList &all)
{
    add<JobList>(all);
    add<JobShow>(all);
    add<JobRetry>(all);
    add<JobDiscard>(all);
    add<AuditList>(all);
    add<AuditVerify>(all);
    add<BackupKeygen>(all);
    add<BackupCreate>(all);
    add<BackupList>(all);
    add<BackupVerify>(all);
    add<BackupRestore>(all);
    add<ImportUsers>(all);
    add<ImportAll>(all);
    add<ExportAll>(all);
    add<ImportWhatsApp>(all);
    add<StorageShow>(all);
    add<StorageUsage>(all);
    add<StorageList>(all);
    add<StorageSweep>(all);
    add<StorageSweeps>(all);
}

//! linnetctl itself.
void addTools(CommandList &all)
{
    add<CompletionPrint>(all);
    add<ManPages>(all);
    add<Version>(all);
}

} // namespace

CommandList allCommands()
{
    CommandList all;
    addConnections(all);
    addPeople(all);
    addConversations(all);
    addRules(all);
    addUpkeep(all);
    addTools(all);
    return all;
}

QList<Declaration> declarationsOf(const CommandList &commands)
{
    QList<Declaration> declarations;
    for (const CommandPointer &command : commands)
        declarations.append(command->declaration());
    return declarations;
}

} // namespace linnet::cli
