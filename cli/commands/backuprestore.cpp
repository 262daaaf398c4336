// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backuprestore.h"

#include "cli/commandline/usageerror.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration BackupRestore::declaration()
{
    return {.name = u"backup restore"_s,
            .summary = u"Say how to restore a backup, on the server's machine."_s,
            .examples = {u"linnetctl backup restore linnet-20260131T090500042Z.backup"_s},
            .arguments = {{u"FILE"_s, u"A backup."_s, &m_file}}};
}

Result<> BackupRestore::run(Invocation &)
{
    return usageError(u"A server that runs cannot be restored: nothing was done."_s,
                      u"Stop it, and run \"linnetd backup restore %1\" as its user on its machine, "
                      "with its --config or --data-dir."_s.arg(m_file));
}

} // namespace linnet::cli
