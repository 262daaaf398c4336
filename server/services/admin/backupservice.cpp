// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/backupservice.h"

#include "common/core/idgenerator.h"
#include "server/services/admin/auditservice.h"
#include "server/storage/database.h"

#include <algorithm>
#include <limits>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostListed = 200;

Error notSetUp()
{
    return {Error::Kind::NotOffered, "backups_not_set_up"_L1,
            u"This server has no folder for backups: [backup] in its configuration names one."_s};
}

Error busy(const Backup &backup)
{
    return {Error::Kind::Conflict, "backup_busy"_L1,
            u"%1 is under way already."_s.arg(backup.name)};
}

Error notMade(const Backup &backup)
{
    return {Error::Kind::Conflict, "backup_not_made"_L1,
            u"%1 has not been made: there is nothing to verify."_s.arg(backup.name)};
}

//! \return an error while a backup is being made.
Result<> checkIdle(Stores &stores)
{
    const auto newest = stores.backups.list(1);
    if (!newest)
        return newest.error();
    if (!newest->empty() && newest->front().state == Backup::State::UnderWay)
        return busy(newest->front());
    return {};
}

Result<> checkVerifiable(const Backup &backup)
{
    if (backup.state != Backup::State::Made)
        return notMade(backup);
    if (backup.proof == Backup::Proof::UnderWay)
        return busy(backup);
    return {};
}

} // namespace

//! \brief What is to be done with a backup, for whom.
struct BackupService::Request
{
    Actor actor;
    BackupOrder::Task task = BackupOrder::Task::Create;
    Backup backup;
    JobId job;
    Timestamp at{};
};

BackupService::BackupService(AdminContext context, IdGenerator &ids, BackupFolder folder)
    : m_context(context)
    , m_ids(ids)
    , m_folder(folder)
{}

QCoro::Task<Result<BackupPage>> BackupService::list(int limit, std::optional<qint64> before)
{
    const int count = std::clamp(limit, 1, MostListed);
    const qint64 end = before.value_or(std::numeric_limits<qint64>::max());
    auto backups = co_await m_context.database.read(
        [count, end](Stores &stores) { return stores.backups.list(count + 1, end); });
    if (!backups)
        co_return backups.error();
    BackupPage page{std::move(*backups), std::nullopt};
    if (page.backups.size() > size_t(count)) {
        page.backups.pop_back();
        page.next = page.backups.back().number;
    }
    co_return page;
}

QCoro::Task<Result<Backup>> BackupService::find(QString name)
{
    auto backup = co_await m_context.database.read(
        [name](Stores &stores) { return stores.backups.find(name); });
    co_return backup;
}

QCoro::Task<Result<Backup>> BackupService::create(Actor actor, Run run)
{
    if (m_folder == BackupFolder::Missing)
        co_return notSetUp();
    const Timestamp now = m_context.clock.now();
    const Request request{.actor = std::move(actor),
                          .task = BackupOrder::Task::Create,
                          .backup = {.name = backupName(now), .createdAt = now},
                          .job = m_ids.next<JobId>(),
                          .at = now};
    const auto ordered = co_await perform(
        m_context, run,
        [this, request](Stores &stores) -> Result<> {
            const auto idle = checkIdle(stores);
            return idle ? order(stores, request) : idle;
        },
        [](const Result<> &) {});
    if (!ordered)
        co_return ordered.error();
    co_return request.backup;
}

QCoro::Task<Result<Backup>> BackupService::verify(Actor actor, QString name, Run run)
{
    const Request asked{.actor = std::move(actor),
                        .task = BackupOrder::Task::Verify,
                        .job = m_ids.next<JobId>(),
                        .at = m_context.clock.now()};
    const auto ordered = co_await perform(
        m_context, run,
        [this, asked, name](Stores &stores) -> Result<Backup> {
            auto backup = stores.backups.find(name);
            if (!backup)
                return backup;
            if (const auto checked = checkVerifiable(*backup); !checked)
                return checked.error();
            Request request = asked;
            request.backup = *backup;
            request.backup.proof = Backup::Proof::UnderWay;
            request.backup.proofProblem.clear();
            if (const auto done = order(stores, request); !done)
                return done.error();
            return request.backup;
        },
        [](const Result<Backup> &) {});
    co_return ordered;
}

//! Stores the backup, the job that is done for it, and who asked.
Result<> BackupService::order(Stores &stores, const Request &request) const
{
    if (auto put = stores.backups.put(request.backup); !put)
        return put;
    const auto added = stores.jobs.add({.id = request.job,
                                        .kind = BackupJobKind,
                                        .payload = toPayload({request.task, request.backup.name}),
                                        .dueAt = request.at,
                                        .createdAt = request.at,
                                        .updatedAt = request.at});
    if (!added)
        return added.error();
    const bool isCreation = request.task == BackupOrder::Task::Create;
    return AuditService::record(stores, request.actor,
                                {.action = isCreation ? u"backup.create"_s : u"backup.verify"_s,
                                 .target = u"backup:"_s + request.backup.name},
                                request.at);
}

} // namespace linnet
