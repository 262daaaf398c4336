// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/jobhandler.h"
#include "server/jobs/jobpolicy.h"

#include <atomic>

namespace linnet {

//! \brief One kind of job: who does it, how, and what came of it since the start.
struct JobLane
{
    JobLane(JobHandler &doer, const JobPolicy &rules)
        : handler(doer)
        , kind(doer.kind())
        , policy(rules)
    {}

    JobHandler &handler;
    const QString kind;
    const JobPolicy policy;
    std::atomic<quint64> done = 0;
    std::atomic<quint64> failed = 0; //!< Attempts, each of which is made again.
    std::atomic<quint64> dead = 0;
    //! When the last attempt failed that is made again; zero: one succeeded since. What is final
    //! says nothing of the peer: it may be the job's own fault.
    std::atomic<Timestamp> failedAt = Timestamp();
};

} // namespace linnet
