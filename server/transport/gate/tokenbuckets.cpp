// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/tokenbuckets.h"

#include <QHashFunctions>

namespace linnet {

size_t TokenBuckets::Hash::operator()(const Key &key) const
{
    return qHashMulti(QHashSeed::globalSeed(), key.high, key.low, key.kind);
}

TokenBuckets::Wait TokenBuckets::take(const Key &key, const Budget &budget, Moment now)
{
    forget(now);
    const auto interval =
        std::chrono::duration_cast<Wait>(std::chrono::duration<double>(1 / budget.perSecond));
    const auto known = m_buckets.find(key);
    const Moment full = known == m_buckets.end() ? now : std::max(now, known->second->fullAt);
    const Moment next = full + interval;
    const Wait excess = next - now - interval * budget.burst;
    if (excess > Wait::zero())
        return excess;
    if (known == m_buckets.end()) {
        m_recent.push_front({key, next});
        m_buckets.emplace(key, m_recent.begin());
    } else {
        known->second->fullAt = next;
        m_recent.splice(m_recent.begin(), m_recent, known->second);
    }
    return Wait::zero();
}

void TokenBuckets::forget(Moment now)
{
    // Two each time are enough to keep up, because one call adds at most one.
    for (int i = 0; i < 2 && !m_recent.empty(); ++i) {
        const Bucket &oldest = m_recent.back();
        if (oldest.fullAt > now && m_buckets.size() < m_most)
            return;
        m_buckets.erase(oldest.key);
        m_recent.pop_back();
    }
}

} // namespace linnet
