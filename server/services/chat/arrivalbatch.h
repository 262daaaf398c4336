// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/hop.h"
#include "common/core/result.h"
#include "common/domain/arrival.h"

#include <QMutex>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace linnet {

//! \brief What has arrived in one conversation and is stored by one write, and who waits for that.
//! Safe from any thread.
class ArrivalBatch
{
public:
    using Arrivals = std::map<UserId, Arrival>;

    void add(const std::vector<Arrival> &arrivals);
    Arrivals arrivals() const;

    //! Resumes with what the write of \p batch came to, once it is on disk or has failed.
    static Hop<Result<>> stored(std::shared_ptr<ArrivalBatch> batch);

    //! To be called once, whatever became of the write.
    void settle(const Result<> &outcome);

private:
    using Completion = Hop<Result<>>::Completion;

    void join(Completion &completion);

    mutable QMutex m_mutex;
    Arrivals m_arrivals;
    std::optional<Result<>> m_outcome;
    std::vector<Completion *> m_waiting;
};

} // namespace linnet
