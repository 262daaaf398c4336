// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/jobworker.h"

#include <QCoroTask>

#include <memory>

namespace linnet {

//! \brief What became of the jobs of one kind since the start.
struct JobReport
{
    QString kind;
    quint64 done = 0;
    quint64 failed = 0; //!< Attempts that are made again.
    quint64 dead = 0;
    bool isFailing = false; //!< Its peer was out of reach when it was last asked, not long ago.
};

//! \brief Does what services leave to be done after their commits: see JobStore.
//!
//! Each kind has threads of its own, so that one whose peer is sick does not hold up another.
class JobRunner
{
public:
    explicit JobRunner(JobContext context);
    ~JobRunner();
    Q_DISABLE_COPY_MOVE(JobRunner)

    //! Has \p handler do the jobs of its kind. To be called before start(); it outlives the runner.
    void add(JobHandler &handler, const JobPolicy &policy = {});

    //! Takes up what an earlier run left behind, and begins.
    QCoro::Task<Result<>> start();

    //! Takes no further job, lets what runs go on for \p grace, and then asks it to end. Blocks.
    void stop(std::chrono::milliseconds grace = std::chrono::seconds(5));

    //! Forgets what ended long ago, and counts what there is: to be called now and then.
    QCoro::Task<Result<>> tidy();

    //! Safe from any thread, as is census().
    std::vector<JobReport> report() const;
    //! \return what was there when tidy() was last called.
    std::vector<JobCount> census() const;

private:
    const JobContext m_context;
    std::vector<std::unique_ptr<JobLane>> m_lanes;
    std::vector<std::unique_ptr<JobWorker>> m_workers;
    mutable std::mutex m_mutex;
    std::vector<JobCount> m_census;
};

} // namespace linnet
