// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/foundation.h"

#include <QDir>
#include <QThread>

#include <algorithm>

namespace linnet {

namespace {

constexpr int FileThreads = 2; // Each may have a picture in memory, as MaxImagePixels says.
constexpr int ErrandThreads = 4; // They wait for others and cost no time of a processor.
constexpr int RoundThreads = 3; // Of which a mail server and a large database may hold one each.
constexpr size_t MostWaiting = 64;
constexpr size_t MostFilesWaiting = 32; // Which are taken in before the server ends.

// One that failed for want of room soon fails again; a large one takes hours, as does a sweep.
constexpr JobPolicy LongJobPolicy{.attempts = 3, .lease = std::chrono::hours(24)};

int cpuThreads()
{
    return std::max(1, QThread::idealThreadCount() / 2);
}

} // namespace

QString inDataDirectory(const Config &config, const QString &path)
{
    return QDir(config.node.dataDirectory).absoluteFilePath(path);
}

backup::DataLayout dataLayout(const Config &config)
{
    return {config.node.dataDirectory, inDataDirectory(config, config.storage.database),
            inDataDirectory(config, config.media.directory)};
}

backup::KeyFiles backupKeyFiles(const Config &config)
{
    return {config.backups.recipientFile, config.backups.passphraseFile,
            config.backups.secretKeyFile};
}

Foundation::Foundation(const Config &config)
    : ids(clock, config.node.id)
    , blobs(inDataDirectory(config, config.media.directory))
    , cpu(cpuThreads(), MostWaiting)
    , signing(cpuThreads(), MostWaiting)
    , files(FileThreads, MostFilesWaiting)
    , hashing(cpuThreads(), MostWaiting)
    , errands(ErrandThreads, MostWaiting)
    , rounds(RoundThreads, MostWaiting)
{}

Result<std::unique_ptr<SqlDatabase>> Foundation::openDatabase(const Config &config)
{
    SqlDatabase::Settings settings;
    settings.file = inDataDirectory(config, config.storage.database);
    settings.readers = config.storage.readers;
    return SqlDatabase::open(settings);
}

Result<std::unique_ptr<Foundation>> Foundation::open(const Config &config, const Options &options,
                                                     std::unique_ptr<SqlDatabase> database)
{
    if (!database) {
        auto opened = openDatabase(config);
        if (!opened)
            return opened.error();
        database = std::move(*opened);
    }
    auto foundation = std::make_unique<Foundation>(config);
    foundation->database = std::move(database);
    foundation->ids.startAfter(foundation->database->highestId());
    auto key = JobParts::openKey(config);
    if (!key)
        return key.error();
    auto route = mailRoute(config, options);
    if (!route)
        return route.error();
    foundation->jobs = std::make_unique<JobParts>(
        JobContext{*foundation->database, foundation->clock, config.node.id}, foundation->ids,
        std::move(*key), std::move(*route));
    foundation->backups = std::make_unique<backup::BackupJob>(
        backup::BackupSettings{dataLayout(config), config.backups.directory,
                               backupKeyFiles(config)},
        *foundation->database, foundation->clock);
    foundation->jobs->runner.add(*foundation->backups, LongJobPolicy);
    foundation->sweeps = std::make_unique<SweepJob>(
        Sweeper::Around{*foundation->database, foundation->blobs, foundation->clock});
    foundation->jobs->runner.add(*foundation->sweeps, LongJobPolicy);
    return foundation;
}

} // namespace linnet
