// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include "cli/commands/auditlist.h"
#include "cli/commands/auditverify.h"
#include "cli/commands/backupcreate.h"
#include "cli/commands/backuplist.h"
#include "cli/commands/backuprestore.h"
#include "cli/commands/backupverify.h"
#include "cli/commands/completionprint.h"
#include "cli/commands/contextadd.h"
#include "cli/commands/contextlist.h"
#include "cli/commands/contextremove.h"
#include "cli/commands/contextshow.h"
#include "cli/commands/contextuse.h"
#include "cli/commands/login.h"
#include "cli/commands/logout.h"
#include "cli/commands/ownerclaim.h"
#include "cli/commands/sessionlist.h"
#include "cli/commands/sessionrevoke.h"
#include "cli/commands/stafflist.h"
#include "cli/commands/status.h"
#include "cli/commands/usersetrole.h"
#include "cli/commands/version.h"

namespace linnet::cli {

namespace {

template <typename Each>
void add(CommandList &commands)
{
    commands.push_back(std::make_unique<Each>());
}

} // namespace

CommandList allCommands()
{
    CommandList all;
    add<ContextList>(all);
    add<ContextAdd>(all);
    add<ContextUse>(all);
    add<ContextShow>(all);
    add<ContextRemove>(all);
    add<Login>(all);
    add<Logout>(all);
    add<Status>(all);
    add<OwnerClaim>(all);
    add<StaffList>(all);
    add<UserSetRole>(all);
    add<SessionList>(all);
    add<SessionRevoke>(all);
    add<AuditList>(all);
    add<AuditVerify>(all);
    add<BackupCreate>(all);
    add<BackupList>(all);
    add<BackupVerify>(all);
    add<BackupRestore>(all);
    add<CompletionPrint>(all);
    add<Version>(all);
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
