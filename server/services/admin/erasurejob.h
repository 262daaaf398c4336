// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/jobhandler.h"

namespace linnet {

class Eraser;

inline const QString ErasureJobKind = QStringLiteral("erasure");

//! \return a job that erases what \p erasure asks for when it is due.
Job erasureJob(JobId id, const Erasure &erasure);

//! \brief Erases the accounts that were asked for, when their time has come.
class ErasureJob : public JobHandler
{
public:
    //! \p eraser outlives it.
    explicit ErasureJob(Eraser &eraser)
        : m_eraser(eraser)
    {}

    QString kind() const override { return ErasureJobKind; }
    Result<> run(const Job &job, const std::stop_token &stop) override;

private:
    Eraser &m_eraser;
};

} // namespace linnet
