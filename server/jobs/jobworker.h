// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/joblane.h"
#include "server/storage/database.h"

#include <future>

namespace linnet {

//! \brief What does jobs stand on. All of it outlives them.
struct JobContext
{
    Database &database;
    const Clock &clock;
    int node = 0;
};

//! \brief A thread that does jobs of one kind, one after the other.
class JobWorker
{
public:
    JobWorker(JobContext context, JobLane &lane);
    //! As stop(), and waits for the end.
    ~JobWorker();
    Q_DISABLE_COPY_MOVE(JobWorker)

    //! Lets it take no further job.
    void finish();
    //! \return whether it has ended by \p deadline.
    bool hasEnded(std::chrono::steady_clock::time_point deadline) const;
    //! Lets it take no further job, and asks the one that runs to end.
    void stop();

private:
    //! \brief An attempt that is over, and what is to be stored of it.
    struct Attempt
    {
        Job job;
        JobSettlement settlement;
    };
    //! \brief What to do, or when to look again.
    struct Next
    {
        std::optional<Job> job;
        std::optional<Timestamp> dueAt;
    };

    void work();
    Result<Next> advance(Stores &stores, const std::optional<Attempt> &ended) const;
    Result<> settle(Stores &stores, const Attempt &attempt) const;
    Attempt perform(const Job &job);
    Result<> run(const Job &job);
    JobSettlement judge(const Job &job, const Error &error);
    void waitFor(std::optional<Timestamp> due, quint64 heard) const;

    const JobContext m_context;
    JobLane &m_lane;
    std::atomic<bool> m_isEnding = false;
    std::stop_source m_stop;
    std::future<void> m_ended; //!< Last: its thread uses the others.
};

} // namespace linnet
