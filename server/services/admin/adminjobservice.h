// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/services/admin/admincontext.h"
#include "server/storage/jobliststore.h"

#include <QCoroTask>

namespace linnet {

struct Stores;

//! \brief A page of the jobs.
struct JobPage
{
    std::vector<JobView> jobs;
    std::optional<JobPlace> next; //!< Set if there are more: JobListQuery::after.
};

//! \brief What the server does after its commits: seeing it, and what becomes of what was given up.
class AdminJobService
{
public:
    explicit AdminJobService(AdminContext context)
        : m_context(context)
    {}

    Timestamp now() const { return m_context.clock.now(); }

    //! \return what \p expression asks for; see jobFields(). An error as of parseFilter().
    //! \param asOf what relative times count from.
    static Result<Filter> parse(const QString &expression, Timestamp asOf);

    //! A limit of more than 200 means 200.
    QCoro::Task<Result<JobPage>> list(JobListQuery query);
    QCoro::Task<Result<qint64>> count(Filter filter);
    QCoro::Task<Result<JobView>> find(JobId id);

    //! \return how many jobs \p filter finds that were given up before \p asOf, and still are.
    QCoro::Task<Result<qint64>> countDead(Filter filter, Timestamp asOf);

    // What follows acts on what countDead() counts for the same moment and never on another job,
    // some hundred to a transaction, each written down in the audit log, and returns how many those
    // were.

    //! Has them tried again as if they were new.
    QCoro::Task<Result<qint64>> retry(Actor actor, Filter filter, Timestamp asOf);
    //! Removes them for good. What giving them up undid stays undone.
    QCoro::Task<Result<qint64>> discard(Actor actor, Filter filter, Timestamp asOf);

private:
    enum class Deed { Retry, Discard };
    struct Order;
    struct Batch;

    QCoro::Task<Result<qint64>> carryOut(Order order);
    Result<Batch> next(Stores &stores, const Order &order) const;
    Result<bool> act(Stores &stores, JobId id, Deed deed) const;

    const AdminContext m_context;
};

} // namespace linnet
