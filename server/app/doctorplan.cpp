// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/doctorplan.h"

#include "server/services/doctor/backupcheck.h"
#include "server/services/doctor/certificatefilecheck.h"
#include "server/services/doctor/descriptorcheck.h"
#include "server/services/doctor/diskcheck.h"
#include "server/services/doctor/integritycheck.h"
#include "server/services/doctor/keycheck.h"
#include "server/services/doctor/mailcheck.h"
#include "server/services/doctor/queuecheck.h"
#include "server/services/doctor/restorecheck.h"
#include "server/storage/sql/quickcheck.h"

#include <QFileInfo>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds LongestReading(15); // Of the database. Clients wait for 30.

QStringList certificateFiles(const Config &config)
{
    QStringList files;
    for (const Config::Listener &listener : config.listeners)
        if (!listener.certificate.isEmpty() && !files.contains(listener.certificate))
            files.append(listener.certificate);
    return files;
}

MailCheck::Probe mailProbe(const JobParts &jobs)
{
    if (!jobs.mail)
        return {};
    return [mail = &*jobs.mail](const std::stop_token &stop) { return mail->probe(stop); };
}

IntegrityCheck::Examination examination(const QString &database)
{
    return [database](const std::stop_token &stop) {
        return quickCheck(database, LongestReading, stop);
    };
}

void addDisks(CheckList &checks, const Config &config, CpuPool &pool)
{
    const backup::DataLayout layout = dataLayout(config);
    checks.push_back(
        std::make_unique<DiskCheck>(pool, u"database"_s, QFileInfo(layout.database).path()));
    checks.push_back(std::make_unique<DiskCheck>(pool, u"media"_s, layout.media));
    if (!config.backups.directory.isEmpty())
        checks.push_back(std::make_unique<DiskCheck>(
            pool, u"backups"_s, inDataDirectory(config, config.backups.directory)));
}

} // namespace

DoctorPlan doctorPlan(const Config &config, const DoctorSubject &subject)
{
    Foundation &foundation = subject.foundation;
    CpuPool &pool = foundation.rounds;
    Database &database = *foundation.database;
    const Clock &clock = foundation.clock;
    CheckList checks;
    checks.push_back(std::make_unique<ClockCheck>(subject.start));
    checks.push_back(std::make_unique<CertificateFileCheck>(pool, clock, certificateFiles(config)));
    checks.push_back(std::make_unique<MailCheck>(pool, mailProbe(*foundation.jobs)));
    addDisks(checks, config, pool);
    checks.push_back(std::make_unique<DescriptorCheck>(config.limits.connections));
    checks.push_back(
        std::make_unique<IntegrityCheck>(pool, examination(dataLayout(config).database)));
    checks.push_back(std::make_unique<QueueCheck>(database, clock));
    checks.push_back(std::make_unique<KeyCheck>(subject.keys, clock));
    checks.push_back(std::make_unique<BackupCheck>(database, clock));
    checks.push_back(std::make_unique<RestoreCheck>(database, clock));
    return {std::move(checks),
            {config.node.publicUrl, config.socketIo.path, config.socketIo.transports}};
}

} // namespace linnet
