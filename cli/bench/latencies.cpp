// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bench/latencies.h"

#include <algorithm>

namespace linnet::cli {

LatencyFigures figuresOf(std::vector<std::chrono::nanoseconds> times)
{
    if (times.empty())
        return {};
    std::sort(times.begin(), times.end());
    const auto within = [&times](size_t percent) {
        return times[(times.size() * percent + 99) / 100 - 1];
    };
    return {.median = within(50), .p95 = within(95), .p99 = within(99), .longest = times.back()};
}

} // namespace linnet::cli
