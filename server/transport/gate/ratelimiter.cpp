// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/ratelimiter.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t Shelves = 16;

enum Owner { Account, Ipv4, Ipv6Network };

TokenBuckets::Key keyOf(Owner owner, quint64 value, Cost cost)
{
    return {value, quint64(owner), int(cost)};
}

//! An IPv6 customer has a /64 of addresses to call from; all of it is one caller.
TokenBuckets::Key keyOf(const QHostAddress &address, Cost cost)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4)
        return keyOf(Ipv4, ipv4, cost);
    const Q_IPV6ADDR ipv6 = address.toIPv6Address();
    quint64 network = 0;
    for (int i = 0; i < 8; ++i)
        network = network << 8 | ipv6[i];
    return keyOf(Ipv6Network, network, cost);
}

Error tooMany(TokenBuckets::Wait wait)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait);
    return {Error::Kind::RateLimited,
            RateLimiter::ErrorCode,
            u"Too many requests. Try again in %1 s."_s.arg(seconds.count()),
            {},
            seconds};
}

} // namespace

RateLimiter::RateLimiter(RateSettings settings, Now now)
    : m_settings(std::move(settings))
    , m_now(std::move(now))
{
    for (size_t i = 0; i < Shelves; ++i)
        m_shelves.push_back(std::make_unique<Shelf>(m_settings->buckets / Shelves + 1));
}

Result<> RateLimiter::admit(const QHostAddress &address, UserId user, Cost cost)
{
    const RateSettings &settings = *m_settings;
    if (settings.exempt.contains(address))
        return {};
    auto wait = take(keyOf(address, cost), settings.perAddress[size_t(cost)]);
    if (wait == TokenBuckets::Wait::zero() && !user.isNull())
        wait = take(keyOf(Account, quint64(user.value()), cost), settings.perAccount[size_t(cost)]);
    if (wait > TokenBuckets::Wait::zero())
        return tooMany(wait);
    return {};
}

void RateLimiter::charge(const QHostAddress &address, UserId user, Cost cost, int count)
{
    const RateSettings &settings = *m_settings;
    if (settings.exempt.contains(address))
        return;
    charge(keyOf(address, cost), settings.perAddress[size_t(cost)], count);
    if (!user.isNull())
        charge(keyOf(Account, quint64(user.value()), cost), settings.perAccount[size_t(cost)],
               count);
}

TokenBuckets::Wait RateLimiter::take(const TokenBuckets::Key &key, const Budget &budget)
{
    Shelf &shelf = shelfOf(key);
    const std::scoped_lock lock(shelf.mutex);
    return shelf.buckets.take(key, budget, m_now());
}

void RateLimiter::charge(const TokenBuckets::Key &key, const Budget &budget, int count)
{
    Shelf &shelf = shelfOf(key);
    const std::scoped_lock lock(shelf.mutex);
    shelf.buckets.charge(key, budget, count, m_now());
}

RateLimiter::Shelf &RateLimiter::shelfOf(const TokenBuckets::Key &key)
{
    return *m_shelves[TokenBuckets::Hash()(key) % Shelves];
}

size_t RateLimiter::bucketCount() const
{
    size_t count = 0;
    for (const auto &shelf : m_shelves) {
        const std::scoped_lock lock(shelf->mutex);
        count += shelf->buckets.count();
    }
    return count;
}

} // namespace linnet
