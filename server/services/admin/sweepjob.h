// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/jobhandler.h"
#include "server/services/admin/sweeper.h"

namespace linnet {

inline const QString SweepJobKind = QStringLiteral("sweep");

//! \return a job that carries out the stored \p sweep.
Job sweepJob(JobId id, const Sweep &sweep);

//! \brief Carries out the sweeps that were asked for.
class SweepJob : public JobHandler
{
public:
    explicit SweepJob(const Sweeper::Around &around)
        : m_around(around)
    {}

    QString kind() const override { return SweepJobKind; }
    Result<> run(const Job &job, const std::stop_token &stop) override;
    Result<> giveUp(Stores &stores, const Job &job) override;

private:
    const Sweeper::Around m_around;
};

} // namespace linnet
