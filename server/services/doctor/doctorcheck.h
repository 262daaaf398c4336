// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/finding.h"

#include <QCoroTask>

#include <memory>
#include <stop_token>
#include <vector>

namespace linnet {

//! \brief How to look at one thing that a server stands on. Never holds up the thread that asks.
class DoctorCheck
{
public:
    virtual ~DoctorCheck() = default;

    //! \return what is looked at: the id of the finding.
    virtual QString id() const = 0;
    //! Ends in seconds, whatever it waits for, and soon after \p stop asks it to.
    virtual QCoro::Task<Finding> run(std::stop_token stop) const = 0;
};

using CheckList = std::vector<std::unique_ptr<const DoctorCheck>>;

} // namespace linnet
