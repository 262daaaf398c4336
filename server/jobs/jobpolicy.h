// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace linnet {

//! \brief How the jobs of one kind are done.
struct JobPolicy
{
    int threads = 1; //!< So many jobs at a time,
    int perPeer = 0; //!< of which so many are for one peer, who may be slow; zero: any number.
    int attempts = 25; //!< Then it is given up: after about 16 hours.
    std::chrono::milliseconds firstDelay = std::chrono::seconds(5);
    std::chrono::milliseconds longestDelay = std::chrono::hours(1);
    std::chrono::milliseconds lease = std::chrono::minutes(5); //!< Longer than any attempt takes.
};

//! \return how long to wait after \p attempt (1 is the first) has failed: twice as long each time.
//! \param chance from 0 to 1; makes it up to a quarter shorter or longer, so that what failed
//! together does not come back together.
std::chrono::milliseconds retryDelay(const JobPolicy &policy, int attempt, double chance);

} // namespace linnet
