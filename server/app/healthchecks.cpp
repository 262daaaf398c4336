// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/healthchecks.h"

#include "common/core/volume.h"
#include "server/app/libraries.h"
#include "server/jobs/mail/mailpayload.h"
#include "server/services/identity/keyring.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LeastFreeBytes = 64 << 20;

Result<> readNothing(Stores &)
{
    return {};
}

Result<qint64> freeBytes(const QString &directory)
{
    const auto volume = volumeAt(directory);
    if (!volume)
        return Error{Error::Kind::Unavailable, "disk_unreadable"_L1,
                     u"The disk cannot be looked at."_s, directory};
    return volume->available;
}

QCoro::Task<Result<>> checkDatabase(Database *database)
{
    co_return co_await database->read(&readNothing);
}

QCoro::Task<Result<>> checkDisk(CpuPool *pool, QString directory)
{
    const auto available = co_await pool->run(std::bind(&freeBytes, directory));
    if (!available)
        co_return available.error();
    if (*available < LeastFreeBytes)
        co_return Error{Error::Kind::Unavailable, "disk_full"_L1, u"The disk is nearly full."_s,
                        u"%1 has %2 bytes left"_s.arg(directory).arg(*available)};
    co_return Result<>();
}

QCoro::Task<Result<>> checkKeys(const KeyRing *keys)
{
    if (!keys->hasKey())
        co_return Error{Error::Kind::Unavailable, "no_key"_L1, u"The signing key is being made."_s};
    co_return Result<>();
}

QCoro::Task<Result<>> checkMail(const JobRunner *runner)
{
    for (const JobReport &report : runner->report()) {
        if (report.kind == MailJobKind && report.isFailing)
            co_return Error{Error::Kind::Unavailable, "mail_failed"_L1,
                            u"The mail server does not take mails; they wait."_s};
    }
    co_return Result<>();
}

} // namespace

std::vector<HealthCheck> healthChecks(const Config &config, Foundation &foundation,
                                      const KeyRing &keys)
{
    std::vector<HealthCheck> checks = {
        {u"database"_s, std::bind(&checkDatabase, foundation.database.get())},
        {u"disk"_s, std::bind(&checkDisk, &foundation.rounds, config.node.dataDirectory)},
        {u"keys"_s, std::bind(&checkKeys, &keys)},
    };
    if (foundation.jobs->mail)
        checks.push_back({u"mail"_s, std::bind(&checkMail, &foundation.jobs->runner),
                          HealthCheck::Weight::Helpful});
    return checks;
}

QJsonObject nodeDetails(const JobRunner &runner)
{
    QJsonObject versions;
    for (const auto &[name, version] : libraries())
        versions.insert(name, version);
    qint64 dead = 0;
    for (const JobCount &count : runner.census())
        dead += count.state == Job::State::Dead ? count.count : 0;
    return {{u"version"_s, QStringLiteral(LINNET_VERSION)},
            {u"libraries"_s, versions},
            {u"deadJobs"_s, dead}};
}

} // namespace linnet
