// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/sweepjob.h"

#include "common/core/clock.h"
#include "server/jobs/blockon.h"
#include "server/storage/database.h"

namespace linnet {

using namespace Qt::StringLiterals;

Job sweepJob(JobId id, const Sweep &sweep)
{
    return {.id = id,
            .kind = SweepJobKind,
            .payload = QByteArray::number(sweep.number),
            .dueAt = sweep.requestedAt,
            .createdAt = sweep.requestedAt,
            .updatedAt = sweep.requestedAt};
}

Result<> SweepJob::run(const Job &job, const std::stop_token &stop)
{
    const qint64 number = job.payload.toLongLong();
    const auto sweep = blockOn(
        m_around.database.read([number](Stores &stores) { return stores.sweeps.find(number); }));
    if (!sweep)
        return sweep.error();
    if (sweep->state != Sweep::State::UnderWay)
        return {}; // It ended before a crash.
    return Sweeper(m_around, *sweep, stop).run();
}

Result<> SweepJob::giveUp(Stores &stores, const Job &job)
{
    auto sweep = stores.sweeps.find(job.payload.toLongLong());
    const auto ended = stores.jobs.find(job.id);
    if (!sweep || !ended)
        return {};
    sweep->state = Sweep::State::Failed;
    sweep->endedAt = m_around.clock.now();
    sweep->problem = ended->lastError;
    return storeEnded(stores, *sweep);
}

} // namespace linnet
