// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/core/networklist.h"
#include "server/api/endpoint.h"
#include "server/transport/gate/tokenbuckets.h"

#include <array>
#include <functional>
#include <mutex>

namespace linnet {

//! \brief One budget for each class of Cost.
using CostBudgets = std::array<Budget, size_t(Cost::Signal) + 1>;

//! \brief How much is too much. Generous: people are never to notice it.
struct RateSettings
{
    //   Read        Write      Expensive Search SignIn  Upload   Signal
    CostBudgets perAccount = {
        {{100, 400}, {50, 200}, {1, 20}, {5, 60}, {1, 10}, {2, 20}, {20, 100}}};
    //! Many people may share one: offices, mobile networks, a proxy nobody told us about.
    CostBudgets perAddress = {
        {{1000, 4000}, {500, 2000}, {10, 200}, {50, 600}, {5, 50}, {20, 200}, {200, 1000}}};
    NetworkList exempt;
    size_t buckets = 200000; //!< Kept in memory, at most.

    bool operator==(const RateSettings &) const = default;
};

//! \brief Keeps count of who asks for how much. Safe from any thread.
class RateLimiter
{
public:
    static constexpr QLatin1String ErrorCode{"rate_limited"};

    using Now = std::function<TokenBuckets::Moment()>;

    explicit RateLimiter(RateSettings settings, Now now = &std::chrono::steady_clock::now);

    //! Counts by \p settings from now on, but for buckets.
    void configure(RateSettings settings) { m_settings.replace(std::move(settings)); }

    //! \param user null for a stranger, who is counted by address alone.
    //! \return a RateLimited error that says when to come back.
    Result<> admit(const QHostAddress &address, UserId user, Cost cost);

    //! Counts \p count more calls of what was admitted: who owes them is refused the next longer.
    void charge(const QHostAddress &address, UserId user, Cost cost, int count);

    //! \return how many calls of this class one account may make at once.
    int burst(Cost cost) const { return m_settings->perAccount[size_t(cost)].burst; }

    //! \return how many buckets are in memory.
    size_t bucketCount() const;

private:
    struct Shelf
    {
        explicit Shelf(size_t most)
            : buckets(most)
        {}
        mutable std::mutex mutex;
        TokenBuckets buckets;
    };

    TokenBuckets::Wait take(const TokenBuckets::Key &key, const Budget &budget);
    void charge(const TokenBuckets::Key &key, const Budget &budget, int count);
    Shelf &shelfOf(const TokenBuckets::Key &key);

    Live<RateSettings> m_settings;
    const Now m_now;
    std::vector<std::unique_ptr<Shelf>> m_shelves; //!< So that I/O threads seldom meet.
};

} // namespace linnet
