// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/merger.h"
#include "server/jobs/jobhandler.h"

namespace linnet {

class Joiner;

inline const QString MergeJobKind = QStringLiteral("merge");

//! \return what the job says that merges the account of \p from.
QByteArray mergePayload(UserId from);

//! \return a job that carries out \p merger.
Job mergeJob(JobId id, const Merger &merger);

//! \brief Carries out the mergers of accounts that were asked for.
class MergeJob : public JobHandler
{
public:
    //! \p joiner outlives it.
    explicit MergeJob(Joiner &joiner)
        : m_joiner(joiner)
    {}

    QString kind() const override { return MergeJobKind; }
    Result<> run(const Job &job, const std::stop_token &stop) override;
    Result<> giveUp(Stores &stores, const Job &job) override;

private:
    Joiner &m_joiner;
};

} // namespace linnet
