// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/jobstore.h"

namespace linnet {

class SqlConnection;

class SqlJobStore : public JobStore
{
public:
    explicit SqlJobStore(SqlConnection &connection);

    Result<bool> add(const Job &job) override;
    Result<Job> find(JobId id) override;
    Result<std::optional<Job>> take(const JobClaim &claim) override;
    Result<bool> isWaiting(const QString &kind, const QByteArray &payload) override;
    Result<std::optional<Timestamp>> nextDue(const QString &kind) override;
    Result<std::optional<Timestamp>> nextFree(const JobClaim &claim) override;
    Result<bool> settle(const Job &job, const JobSettlement &settlement) override;
    Result<> releaseAll(int node, Timestamp now) override;
    Result<std::vector<Job>> listDead(int most) override;
    Result<bool> retry(JobId id, Timestamp now) override;
    Result<bool> discard(JobId id) override;
    Result<std::vector<JobCount>> census() override;
    Result<> removeEnded(Job::State state, Timestamp time) override;

    //! \return whether add() added anything since this was last asked.
    bool takeAdded();

private:
    SqlConnection &m_connection;
    bool m_hasAdded = false;
};

} // namespace linnet
