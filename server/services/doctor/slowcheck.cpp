// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/slowcheck.h"

namespace linnet {

QCoro::Task<Finding> SlowCheck::run(std::stop_token stop) const
{
    auto found = co_await m_pool.run([this, stop] { return look(stop); });
    if (!found)
        co_return Finding::skipped(found.error().message);
    co_return std::move(*found);
}

} // namespace linnet
