// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/restorecheck.h"

#include "common/core/durationwords.h"
#include "server/services/doctor/backuphistory.h"

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr auto OldAge = std::chrono::days(90);

const QString ProveOne =
    u"Prove the newest one: linnetctl backup list says its name, linnetctl backup verify "
    "NAME --wait restores it into a scratch folder. On the machine: linnetd backup verify "
    "FILE."_s;

bool wasTried(const Backup &backup)
{
    return backup.proof == Backup::Proof::Restored || backup.proof == Backup::Proof::Failed;
}

Result<std::optional<Backup>> readLast(Stores &stores)
{
    return latestBackup(stores, &wasTried);
}

Finding judge(const std::optional<Backup> &last, Timestamp now)
{
    if (!last)
        return Finding::warning(u"No backup was ever proven to be restorable."_s, ProveOne);
    const auto age = now - last->provenAt.value_or(last->createdAt);
    if (last->proof == Backup::Proof::Failed)
        return Finding::failure(
            u"The backup that was tried last, %1 ago, cannot be restored: %2"_s.arg(
                inWords(age), last->proofProblem),
            u"Make another one at once (linnetctl backup create --wait) and prove it "
            u"(linnetctl backup verify NAME --wait); then look for a failing disk."_s);
    const QString text = u"A backup was last proven by restoring it %1 ago."_s.arg(inWords(age));
    return age > OldAge ? Finding::warning(text, ProveOne) : Finding::ok(text);
}

} // namespace

RestoreCheck::RestoreCheck(Database &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{}

QCoro::Task<Finding> RestoreCheck::run(std::stop_token) const
{
    const auto last = co_await m_database.read(&readLast);
    co_return last ? judge(*last, m_clock.now()) : backupsUnreadable(last.error());
}

} // namespace linnet
