// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backupverify.h"

#include "cli/commands/backupwait.h"
#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

QString stateOf(const QJsonObject &backup)
{
    return backup["verification"_L1]["state"_L1].toString();
}

bool isUnderWay(const QJsonObject &backup)
{
    return stateOf(backup) == u"under-way"_s;
}

Error failed(const QJsonObject &backup)
{
    return {Error::Kind::InvalidInput, "backup_not_proven"_L1,
            u"The backup could not be restored. %1"_s.arg(
                backup["verification"_L1]["problem"_L1].toString())};
}

} // namespace

Declaration BackupVerify::declaration()
{
    return {
        .name = u"backup verify"_s,
        .summary = u"Have the server restore a backup into a scratch folder, and check it."_s,
        .examples = {u"linnetctl backup verify linnet-20260131T090500042Z.backup --wait"_s},
        .arguments =
            {{u"NAME"_s, u"A backup."_s, &m_name, Argument::Need::Required, {}, Referent::Backup}},
        .options = {{u"--wait"_s, {}, u"Return only when it is checked."_s, &m_waits}},
        .hasDryRun = true};
}

Result<> BackupVerify::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    auto backup =
        (*connection)
            ->api()
            .post(adminPath({u"backups"_s, m_name, u"verification"_s}), invocation.withDryRun({}));
    if (backup && m_waits && !invocation.options().isDryRun)
        backup = awaitBackup(invocation, *backup, isUnderWay);
    if (!backup)
        return backup.error();
    if (auto shown = invocation.show(backupTable(), *backup); !shown)
        return shown;
    return stateOf(*backup) == u"failed"_s ? Result<>(failed(*backup)) : Result<>();
}

} // namespace linnet::cli
