// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/tokensigner.h"

#include "server/services/identity/jws.h"

#include <algorithm>

namespace linnet {

TokenSigner::TokenSigner(KeyRing &keys, CpuPool &pool, const Clock &clock, TokenSettings settings)
    : m_keys(keys)
    , m_pool(pool)
    , m_clock(clock)
    , m_settings(std::move(settings))
{}

QCoro::Task<Result<>> TokenSigner::prepare()
{
    const auto key = co_await m_pool.run([this] { return m_keys.signingKey(); });
    if (!key)
        co_return key.error();
    co_return Result<>();
}

QCoro::Task<Result<QByteArray>> TokenSigner::sign(Identity identity, std::chrono::seconds lifetime)
{
    auto token =
        co_await m_pool.run([this, identity, lifetime] { return signNow(identity, lifetime); });
    co_return token;
}

Result<QByteArray> TokenSigner::signNow(const Identity &identity,
                                        std::chrono::seconds lifetime) const
{
    const auto named = m_keys.signingKey();
    if (!named)
        return named.error();
    const QJsonObject header{{QLatin1String("alg"), QLatin1String("RS256")},
                             {QLatin1String("typ"), QLatin1String("JWT")},
                             {QLatin1String("kid"), QString::fromUtf8(named->id)}};
    TokenSettings settings = *m_settings;
    if (lifetime > std::chrono::seconds::zero())
        settings.lifetime = std::min(lifetime, MostTokenLifetime);
    return signJws(header, toClaims(identity, settings, m_clock.now()), named->key);
}

QCoro::Task<Result<>> TokenSigner::rotate()
{
    const auto key = co_await m_pool.run([this] { return m_keys.rotate(); });
    if (!key)
        co_return key.error();
    co_return Result<>();
}

QCoro::Task<Result<QJsonObject>> TokenSigner::jwks()
{
    if (!m_keys.hasKey()) {
        const auto made = co_await prepare();
        if (!made)
            co_return made.error();
    }
    co_return m_keys.toJwks();
}

} // namespace linnet
