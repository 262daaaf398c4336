// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/backupjob.h"

#include "server/backup/backuperror.h"
#include "server/backup/createbackup.h"
#include "server/backup/restorebackup.h"
#include "server/jobs/blockon.h"
#include "server/storage/database.h"

#include <QDir>
#include <QFileInfo>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

Result<> change(Stores &stores, const QString &name, const std::function<void(Backup &)> &change)
{
    auto backup = stores.backups.find(name);
    if (!backup)
        return backup.error();
    change(*backup);
    return stores.backups.put(*backup);
}

//! \return \p error, as one that is worth another try where somebody else's backup is in the way.
Error patient(Error error)
{
    if (error.code == "backup_busy"_L1)
        error.kind = Error::Kind::Unavailable;
    return error;
}

} // namespace

BackupJob::BackupJob(BackupSettings settings, Database &database, const Clock &clock)
    : m_settings(std::move(settings))
    , m_database(database)
    , m_clock(clock)
{}

QString BackupJob::kind() const
{
    return BackupJobKind;
}

Result<> BackupJob::run(const Job &job, const std::stop_token &stop)
{
    const auto order = parseBackupOrder(job.payload);
    if (!order)
        return Error{Error::Kind::Internal, "backup_order"_L1,
                     u"The job does not say what is to be done."_s};
    return order->task == BackupOrder::Task::Create ? create(order->name, stop)
                                                    : verify(order->name, stop);
}

Result<> BackupJob::create(const QString &name, const std::stop_token &stop)
{
    const QString file = QDir(m_settings.directory).filePath(name);
    // A name is given to a whole backup alone: one that is there was made before a crash.
    if (!QFileInfo::exists(file)) {
        const auto encryption = readEncryption(m_settings.files);
        if (!encryption)
            return encryption.error();
        if (!QDir().mkpath(m_settings.directory))
            return fileFailure(m_settings.directory);
        const auto created =
            createBackup({m_settings.layout, file, *encryption, m_clock.now()}, {.stop = stop});
        if (!created)
            return patient(created.error());
    }
    return note(name, [size = QFileInfo(file).size()](Backup &backup) {
        backup.state = Backup::State::Made;
        backup.size = size;
    });
}

Result<> BackupJob::verify(const QString &name, const std::stop_token &stop)
{
    const auto keys = readBackupKeys(m_settings.files);
    if (!keys)
        return keys.error();
    const auto verified = verifyBackup(QDir(m_settings.directory).filePath(name), *keys,
                                       m_settings.layout.directory, {.stop = stop});
    const Error error = verified ? Error() : patient(verified.error());
    if (!verified && error.kind == Error::Kind::Unavailable)
        return error;
    return note(name, [&error, isGood = bool(verified), now = m_clock.now()](Backup &backup) {
        backup.proof = isGood ? Backup::Proof::Restored : Backup::Proof::Failed;
        backup.provenAt = now;
        backup.proofProblem = error.message;
    });
}

Result<> BackupJob::giveUp(Stores &stores, const Job &job)
{
    const auto order = parseBackupOrder(job.payload);
    const auto ended = stores.jobs.find(job.id);
    if (!order || !ended)
        return {};
    return change(stores, order->name, [&](Backup &backup) {
        if (order->task == BackupOrder::Task::Create) {
            backup.state = Backup::State::Failed;
            backup.problem = ended->lastError;
        } else {
            backup.proof = Backup::Proof::Failed;
            backup.provenAt = m_clock.now();
            backup.proofProblem = ended->lastError;
        }
    });
}

Result<> BackupJob::note(const QString &name, const Change &changed)
{
    return blockOn(m_database.write(
        [name, changed](Stores &stores) { return change(stores, name, changed); }));
}

} // namespace linnet::backup
