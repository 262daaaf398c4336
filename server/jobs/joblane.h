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
    std::atomic<bool> isFailing = false; //!< The last attempt failed and is made again.
};

} // namespace linnet
