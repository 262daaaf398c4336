// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/stores.h"

#include <stop_token>

namespace linnet {

//! \brief Does the jobs of one kind.
class JobHandler
{
public:
    virtual ~JobHandler() = default;

    virtual QString kind() const = 0;

    //! Does \p job. Runs on a thread of the kind's own and may block, but ends soon after \p stop
    //! asks it to, which then counts as no attempt. Safe from several threads. A crash or a lost
    //! lease makes it run again for a job that was done already.
    //! \return Unavailable or RateLimited for what is worth another try; any other error is final.
    virtual Result<> run(const Job &job, const std::stop_token &stop) = 0;

    //! Called now and then while there is nothing to do, on a thread of the kind's own: time to let
    //! go of what is not needed meanwhile.
    virtual void rest() {}

    //! Called in the transaction that gives \p job up, after a final error or too many attempts.
    virtual Result<> giveUp(Stores &stores, const Job &job)
    {
        Q_UNUSED(stores)
        Q_UNUSED(job)
        return {};
    }
};

} // namespace linnet
