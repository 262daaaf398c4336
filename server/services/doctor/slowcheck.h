// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/cpupool.h"
#include "server/services/doctor/doctorcheck.h"

namespace linnet {

//! \brief A check that blocks, on a pool of threads that nothing else waits for.
class SlowCheck : public DoctorCheck
{
public:
    //! \p pool outlives it.
    explicit SlowCheck(CpuPool &pool)
        : m_pool(pool)
    {}

    QCoro::Task<Finding> run(std::stop_token stop) const final;

protected:
    //! Blocks, for seconds at the longest.
    virtual Finding look(const std::stop_token &stop) const = 0;

private:
    CpuPool &m_pool;
};

} // namespace linnet
