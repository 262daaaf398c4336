// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/sweepservice.h"

#include "common/core/idgenerator.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/sweepjob.h"
#include "server/storage/database.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostListed = 200;

Error busy(const Sweep &sweep)
{
    return {Error::Kind::Conflict, "sweep_busy"_L1,
            u"Sweep %1 is under way already."_s.arg(sweep.number)};
}

//! \return an error while a sweep is under way.
Result<> checkIdle(Stores &stores)
{
    const auto newest = stores.sweeps.list(1);
    if (!newest)
        return newest.error();
    if (!newest->empty() && newest->front().state == Sweep::State::UnderWay)
        return busy(newest->front());
    return {};
}

Result<bool> isDue(Stores &stores, Timestamp now, std::chrono::milliseconds interval)
{
    const auto idle = checkIdle(stores);
    if (!idle && idle.error().kind == Error::Kind::Conflict)
        return false;
    if (!idle)
        return idle.error();
    const auto last = stores.sweeps.lastForReal();
    if (!last)
        return last.error();
    const std::optional<Timestamp> &found = *last;
    return !found || *found + interval <= now;
}

} // namespace

SweepService::SweepService(AdminContext context, IdGenerator &ids, const SweepSettings &settings)
    : m_context(context)
    , m_ids(ids)
    , m_settings(settings)
{}

QCoro::Task<Result<Sweep>> SweepService::begin(Actor actor, Sweep::Mode mode)
{
    const Sweep sweep{.mode = mode,
                      .rules = rules(),
                      .requestedBy = actor.name,
                      .requestedAt = m_context.clock.now()};
    const JobId job = m_ids.next<JobId>();
    const auto ordered =
        co_await m_context.database.write([actor, sweep, job](Stores &stores) -> Result<Sweep> {
            if (const auto idle = checkIdle(stores); !idle)
                return idle.error();
            auto added = order(stores, sweep, job);
            if (!added)
                return added;
            QJsonObject asked = toJson(sweep.rules);
            asked["dryRun"_L1] = sweep.mode == Sweep::Mode::DryRun;
            const auto noted = AuditService::record(stores, actor,
                                                    {.action = u"storage.sweep"_s,
                                                     .target = u"sweep:%1"_s.arg(added->number),
                                                     .after = asked},
                                                    sweep.requestedAt);
            if (!noted)
                return noted.error();
            return added;
        });
    co_return ordered;
}

QCoro::Task<Result<bool>> SweepService::beginIfDue()
{
    const SweepSettings settings = *m_settings;
    if (!settings.rules.limitsFiles())
        co_return false;
    const Timestamp now = m_context.clock.now();
    const auto due = co_await m_context.database.read(
        [now, settings](Stores &stores) { return isDue(stores, now, settings.interval); });
    if (!due || !*due)
        co_return due;
    const Sweep sweep{.rules = settings.rules, .requestedBy = u"system"_s, .requestedAt = now};
    const JobId job = m_ids.next<JobId>();
    const auto begun =
        co_await m_context.database.write([sweep, job, settings](Stores &stores) -> Result<bool> {
            // Another node may have been first.
            const auto isStillDue = isDue(stores, sweep.requestedAt, settings.interval);
            if (!isStillDue || !*isStillDue)
                return isStillDue;
            const auto ordered = order(stores, sweep, job);
            if (!ordered)
                return ordered.error();
            return true;
        });
    co_return begun;
}

//! Stores the sweep and the job that is done for it.
Result<Sweep> SweepService::order(Stores &stores, Sweep sweep, JobId job)
{
    const auto number = stores.sweeps.add(sweep);
    if (!number)
        return number.error();
    sweep.number = *number;
    if (const auto added = stores.jobs.add(sweepJob(job, sweep)); !added)
        return added.error();
    return sweep;
}

QCoro::Task<Result<Sweep>> SweepService::find(qint64 number)
{
    auto sweep = co_await m_context.database.read(
        [number](Stores &stores) { return stores.sweeps.find(number); });
    co_return sweep;
}

QCoro::Task<Result<SweepPage>> SweepService::list(int limit, std::optional<qint64> before)
{
    const int count = std::clamp(limit, 1, MostListed);
    const qint64 end = before.value_or(std::numeric_limits<qint64>::max());
    auto sweeps = co_await m_context.database.read(
        [count, end](Stores &stores) { return stores.sweeps.list(count + 1, end); });
    if (!sweeps)
        co_return sweeps.error();
    SweepPage page{std::move(*sweeps), std::nullopt};
    if (page.sweeps.size() > size_t(count)) {
        page.sweeps.pop_back();
        page.next = page.sweeps.back().number;
    }
    co_return page;
}

} // namespace linnet
