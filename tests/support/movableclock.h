// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"

#include <atomic>

namespace linnet::test {

//! \brief A clock that stands still until the test moves it. Safe from any thread.
class MovableClock : public Clock
{
public:
    Timestamp now() const override { return Timestamp(std::chrono::milliseconds(m_now.load())); }
    void advance(std::chrono::milliseconds by) { m_now += by.count(); }

private:
    std::atomic<qint64> m_now = 1800000000000; // 2027-01-15T08:00:00Z
};

} // namespace linnet::test
