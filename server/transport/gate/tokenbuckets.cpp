// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/tokenbuckets.h"

#include <QHashFunctions>

namespace linnet {

namespace {

TokenBuckets::Wait intervalOf(const Budget &budget)
{
    return std::chrono::duration_cast<TokenBuckets::Wait>(
        std::chrono::duration<double>(1 / budget.perSecond));
}

} // namespace

size_t TokenBuckets::Hash::operator()(const Key &key) const
{
    return qHashMulti(QHashSeed::globalSeed(), key.high, key.low, key.kind);
}

TokenBuckets::Wait TokenBuckets::take(const Key &key, const Budget &budget, Moment now)
{
    forget(now);
    const Wait interval = intervalOf(budget);
    const Moment next = fullAt(key, now) + interval;
    const Wait excess = next - now - interval * budget.burst;
    if (excess > Wait::zero())
        return excess;
    setFullAt(key, next);
    return Wait::zero();
}

void TokenBuckets::charge(const Key &key, const Budget &budget, int count, Moment now)
{
    forget(now);
    setFullAt(key, fullAt(key, now) + intervalOf(budget) * count);
}

TokenBuckets::Moment TokenBuckets::fullAt(const Key &key, Moment now) const
{
    const auto known = m_buckets.find(key);
    return known == m_buckets.end() ? now : std::max(now, known->second->fullAt);
}

void TokenBuckets::setFullAt(const Key &key, Moment moment)
{
    const auto known = m_buckets.find(key);
    if (known == m_buckets.end()) {
        m_recent.push_front({key, moment});
        m_buckets.emplace(key, m_recent.begin());
    } else {
        known->second->fullAt = moment;
        m_recent.splice(m_recent.begin(), m_recent, known->second);
    }
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
