// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/adminjobservice.h"

#include "server/services/admin/auditservice.h"
#include "server/services/admin/partlydone.h"
#include "server/storage/database.h"
#include "server/storage/stores.h"

#include <QJsonArray>

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostListed = 200;
//! Jobs to a transaction: others write between two of them.
constexpr int DoneAtOnce = 500;

//! \return \p filter for what was given up before \p asOf: whatever is tried again, or given up
//! later, is none of it.
Filter deadOnes(Filter filter, Timestamp asOf)
{
    filter.push_back({"state"_L1, false, AnyExact{u"dead"_s}});
    filter.push_back({"updated"_L1, false, AnyTime{{.from = {}, .before = asOf}}});
    return filter;
}

JobPlace placeOf(const JobView &view)
{
    return {view.job.id, view.job.dueAt, view.job.updatedAt};
}

//! \return \p job as the audit log has it: what went wrong may name whom it was about.
QJsonObject noted(const Job &job)
{
    return {{u"id"_s, job.id.toString()}, {u"kind"_s, job.kind}, {u"attempts"_s, job.attempts}};
}

//! \return what \p jobs are called together: all of them stand beside it.
QString targetOf(const QJsonArray &jobs)
{
    return jobs.size() == 1 ? u"job:"_s + jobs[0][u"id"_s].toString() : u"jobs"_s;
}

} // namespace

//! \brief What is to be done with which jobs, and who says so.
struct AdminJobService::Order
{
    Actor actor;
    Deed deed = Deed::Retry;
    JobListQuery query;
};

//! \brief What one transaction did.
struct AdminJobService::Batch
{
    qint64 count = 0;
    std::optional<JobPlace> next; //!< Where to go on; empty: that was all.
};

Result<Filter> AdminJobService::parse(const QString &expression, Timestamp asOf)
{
    return parseFilter(expression, jobFields(), asOf);
}

QCoro::Task<Result<JobPage>> AdminJobService::list(JobListQuery query)
{
    const int count = std::clamp(query.limit, 1, MostListed);
    query.limit = count + 1;
    auto jobs = co_await m_context.database.read(
        [query = std::move(query)](Stores &stores) { return stores.jobList.list(query); });
    if (!jobs)
        co_return jobs.error();
    JobPage page{std::move(*jobs), std::nullopt};
    if (page.jobs.size() > size_t(count)) {
        page.jobs.pop_back();
        page.next = placeOf(page.jobs.back());
    }
    co_return page;
}

QCoro::Task<Result<qint64>> AdminJobService::count(Filter filter)
{
    const auto counted = co_await m_context.database.read(
        [filter = std::move(filter)](Stores &stores) { return stores.jobList.count(filter); });
    co_return counted;
}

QCoro::Task<Result<JobView>> AdminJobService::find(JobId id)
{
    auto found =
        co_await m_context.database.read([id](Stores &stores) { return stores.jobList.find(id); });
    co_return found;
}

QCoro::Task<Result<qint64>> AdminJobService::countDead(Filter filter, Timestamp asOf)
{
    return count(deadOnes(std::move(filter), asOf));
}

QCoro::Task<Result<qint64>> AdminJobService::retry(Actor actor, Filter filter, Timestamp asOf)
{
    return carryOut({std::move(actor), Deed::Retry, {deadOnes(std::move(filter), asOf)}});
}

QCoro::Task<Result<qint64>> AdminJobService::discard(Actor actor, Filter filter, Timestamp asOf)
{
    return carryOut({std::move(actor), Deed::Discard, {deadOnes(std::move(filter), asOf)}});
}

QCoro::Task<Result<qint64>> AdminJobService::carryOut(Order order)
{
    order.query.limit = DoneAtOnce;
    qint64 count = 0;
    bool isMore = true;
    while (isMore) {
        const auto batch = co_await m_context.database.write(
            [this, order](Stores &stores) { return next(stores, order); });
        if (!batch)
            co_return partlyDone(batch.error(), count, u"jobs"_s);
        count += batch->count;
        isMore = batch->next.has_value();
        order.query.after = batch->next;
    }
    co_return count;
}

Result<AdminJobService::Batch> AdminJobService::next(Stores &stores, const Order &order) const
{
    const auto found = stores.jobList.list(order.query);
    if (!found)
        return found.error();
    QJsonArray jobs;
    for (const JobView &view : *found) {
        const auto isDone = act(stores, view.job.id, order.deed);
        if (!isDone)
            return isDone.error();
        if (*isDone)
            jobs.append(noted(view.job));
    }
    Batch batch{jobs.size(), std::nullopt};
    if (found->size() == size_t(order.query.limit))
        batch.next = placeOf(found->back());
    if (jobs.isEmpty())
        return batch;
    const AuditNote note{.action = order.deed == Deed::Retry ? u"job.retry"_s : u"job.discard"_s,
                         .target = targetOf(jobs),
                         .before = {{u"jobs"_s, jobs}},
                         .after = {}};
    const auto recorded = AuditService::record(stores, order.actor, note, m_context.clock.now());
    if (!recorded)
        return recorded.error();
    return batch;
}

Result<bool> AdminJobService::act(Stores &stores, JobId id, Deed deed) const
{
    return deed == Deed::Retry ? stores.jobs.retry(id, m_context.clock.now())
                               : stores.jobs.discard(id);
}

} // namespace linnet
