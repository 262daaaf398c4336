// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobpolicy.h"

#include <algorithm>
#include <cstdint>

namespace linnet {

std::chrono::milliseconds retryDelay(const JobPolicy &policy, int attempt, double chance)
{
    std::chrono::milliseconds delay = policy.firstDelay;
    for (int i = 1; i < attempt && delay < policy.longestDelay; ++i)
        delay *= 2;
    delay = std::min(delay, policy.longestDelay);
    return std::chrono::milliseconds(std::int64_t(double(delay.count()) * (0.75 + 0.5 * chance)));
}

} // namespace linnet
