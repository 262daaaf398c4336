// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace linnet {

//! \brief Something to be done after the transaction that asks for it, at least once.
struct Job
{
    enum class State { Pending, Running, Done, Dead };

    JobId id;
    QString kind; //!< Says who does it.
    QString key; //!< There is one of a kind with the same key; empty: any number.
    QByteArray payload; //!< What its kind makes of it; empty once it is done.
    qint64 peer = 0; //!< Whom outside it is for, who may be slow to take it; zero: nobody.
    State state = State::Pending;
    int attempts = 0; //!< Started so far.
    Timestamp dueAt{}; //!< While it runs: when it counts as lost, and is taken again.
    QString lastError;
    Timestamp createdAt{};
    Timestamp updatedAt{};
};

//! \brief Who takes a job, and for how long.
struct JobClaim
{
    QString kind;
    int node = 0;
    Timestamp now{};
    Timestamp until{};
    int perPeer = 0; //!< So many of one peer run at a time; zero: any number.
};

//! \brief How an attempt ended.
struct JobSettlement
{
    Job::State state = Job::State::Done;
    Timestamp at{};
    Timestamp dueAt{}; //!< Of one that is pending again.
    QString error;
    bool isAttempt = true; //!< Or it was cut short, and counts for nothing.
};

//! \brief How many jobs there are of a kind in a state.
struct JobCount
{
    QString kind;
    Job::State state = Job::State::Pending;
    qint64 count = 0;
    Timestamp oldest{}; //!< When the oldest of them was added.
};

class JobStore
{
public:
    virtual ~JobStore() = default;

    //! \return false if there is one of its kind with its key, in whatever state: not an error.
    virtual Result<bool> add(const Job &job) = 0;
    virtual Result<Job> find(JobId id) = 0;

    //! Takes the job that is due for longest and whose peer is not busy, counting an attempt.
    //! \return nothing if there is none.
    virtual Result<std::optional<Job>> take(const JobClaim &claim) = 0;
    //! \return whether there is a job of \p kind with \p payload that has not ended.
    virtual Result<bool> isWaiting(const QString &kind, const QByteArray &payload) = 0;
    //! \return when the next job of \p kind that has not ended is due.
    virtual Result<std::optional<Timestamp>> nextDue(const QString &kind) = 0;
    //! \return when the next job is due that \p claim could take, as far as is known now.
    virtual Result<std::optional<Timestamp>> nextFree(const JobClaim &claim) = 0;
    //! Ends the attempt that take() began. \return false if \p job was lost and taken again since.
    virtual Result<bool> settle(const Job &job, const JobSettlement &settlement) = 0;
    //! Makes what runs on \p node due at once: to be called where nothing of it can still run.
    virtual Result<> releaseAll(int node, Timestamp now) = 0;

    //! \return the jobs that were given up last, those first; at most \p most.
    virtual Result<std::vector<Job>> listDead(int most) = 0;
    //! Has a dead job tried again as if it were new. \return false if \p id is not dead: not an
    //! error.
    virtual Result<bool> retry(JobId id, Timestamp now) = 0;
    //! Removes a dead job. \return false if \p id is not dead: not an error.
    virtual Result<bool> discard(JobId id) = 0;

    //! \return what is there, but for what is done.
    virtual Result<std::vector<JobCount>> census() = 0;
    //! Removes jobs that came to \p state before \p time, which must be an end.
    virtual Result<> removeEnded(Job::State state, Timestamp time) = 0;
};

} // namespace linnet
