// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <compare>
#include <list>
#include <unordered_map>

namespace linnet {

//! \brief So many requests a second on average, and so many at once.
struct Budget
{
    double perSecond = 1;
    int burst = 1;

    bool operator==(const Budget &) const = default;
};

//! \brief Many token buckets by key, in bounded memory. Not safe from several threads.
//!
//! A bucket is one moment: when it will be full again. One that is full says nothing more than one
//! that is not there, so full ones are forgotten, the longest unused first.
class TokenBuckets
{
public:
    using Moment = std::chrono::steady_clock::time_point;
    using Wait = std::chrono::nanoseconds;

    struct Key
    {
        quint64 high = 0;
        quint64 low = 0;
        int kind = 0;

        friend bool operator==(const Key &, const Key &) = default;
    };
    struct Hash
    {
        size_t operator()(const Key &key) const;
    };

    explicit TokenBuckets(size_t most)
        : m_most(most)
    {}

    //! Takes a token from the bucket of \p key. \return zero, or how long until there is one.
    Wait take(const Key &key, const Budget &budget, Moment now);
    //! Takes \p count tokens, there or not: what is missing is owed, and comes before the next.
    void charge(const Key &key, const Budget &budget, int count, Moment now);

    size_t count() const { return m_buckets.size(); }

private:
    struct Bucket
    {
        Key key;
        Moment fullAt;
    };

    void forget(Moment now);
    Moment fullAt(const Key &key, Moment now) const;
    void setFullAt(const Key &key, Moment moment);

    const size_t m_most;
    std::list<Bucket> m_recent; //!< The most recently used first.
    std::unordered_map<Key, std::list<Bucket>::iterator, Hash> m_buckets;
};

} // namespace linnet
