// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/loop.h"

#include <algorithm>
#include <vector>

namespace linnet::bench {

//! \brief Durations, and where they lie.
class Sample
{
public:
    void add(Clock::duration duration) { m_values.push_back(duration); }
    size_t count() const { return m_values.size(); }
    void clear() { m_values.clear(); }

    //! \return milliseconds below which \p share of the durations lie.
    double quantile(double share)
    {
        if (m_values.empty())
            return 0;
        const auto place = std::min(m_values.size() - 1, size_t(share * double(m_values.size())));
        std::nth_element(m_values.begin(), m_values.begin() + long(place), m_values.end());
        return std::chrono::duration<double, std::milli>(m_values[place]).count();
    }

private:
    std::vector<Clock::duration> m_values;
};

} // namespace linnet::bench
