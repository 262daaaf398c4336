// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <vector>

namespace linnet::cli {

//! \brief How long it took to be answered: by rank, so each is one that was measured.
struct LatencyFigures
{
    std::chrono::nanoseconds median{};
    std::chrono::nanoseconds p95{}; //!< 95 of 100 took no longer.
    std::chrono::nanoseconds p99{};
    std::chrono::nanoseconds longest{};
};

//! \return the figures of \p times, which are in any order; zeros if there are none.
LatencyFigures figuresOf(std::vector<std::chrono::nanoseconds> times);

} // namespace linnet::cli
