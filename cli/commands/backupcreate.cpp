// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backupcreate.h"

#include "cli/commands/backupwait.h"
#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

bool isUnderWay(const QJsonObject &backup)
{
    return backup["state"_L1].toString() == u"under-way"_s;
}

Error failed(const QJsonObject &backup)
{
    return {Error::Kind::Unavailable, "backup_failed"_L1,
            u"The backup could not be made. %1"_s.arg(backup["problem"_L1].toString())};
}

} // namespace

Declaration BackupCreate::declaration()
{
    return {.name = u"backup create"_s,
            .summary = u"Have the server make a backup of itself while it runs."_s,
            .examples = {u"linnetctl backup create --wait"_s, u"linnetctl backup create -o name"_s},
            .options = {{u"--wait"_s, {}, u"Return only when it is made."_s, &m_waits}},
            .hasDryRun = true};
}

Result<> BackupCreate::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    auto backup = (*connection)->api().post(adminPath({u"backups"_s}), invocation.withDryRun({}));
    if (backup && m_waits && !invocation.options().isDryRun)
        backup = awaitBackup(invocation, *backup, isUnderWay);
    if (!backup)
        return backup.error();
    if (auto shown = invocation.show(backupTable(), *backup); !shown)
        return shown;
    const bool hasFailed = (*backup)["state"_L1].toString() == u"failed"_s;
    return hasFailed ? Result<>(failed(*backup)) : Result<>();
}

} // namespace linnet::cli
