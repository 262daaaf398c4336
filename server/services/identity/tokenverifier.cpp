// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/tokenverifier.h"

#include "server/services/identity/jws.h"

#include <openssl/sha.h>

namespace linnet {

namespace {

Error expired()
{
    return {Error::Kind::Unauthenticated, QLatin1String("token_expired"),
            QStringLiteral("Token expired")};
}

//! Asked for with every request, and OpenSSL takes a seventh of the time QCryptographicHash does.
QByteArray digestOf(QByteArrayView token)
{
    QByteArray digest(SHA256_DIGEST_LENGTH, Qt::Uninitialized);
    SHA256(reinterpret_cast<const unsigned char *>(token.data()), size_t(token.size()),
           reinterpret_cast<unsigned char *>(digest.data()));
    return digest;
}

} // namespace

TokenVerifier::TokenVerifier(const KeyRing &keys, const Clock &clock, TokenSettings settings,
                             size_t cacheCapacity)
    : m_keys(keys)
    , m_clock(clock)
    , m_settings(std::move(settings))
    , m_cache(cacheCapacity)
{}

void TokenVerifier::configure(TokenSettings settings)
{
    m_settings.replace(std::move(settings));
    ++m_generation;
    m_cache.clear();
}

Error TokenVerifier::invalid()
{
    return {Error::Kind::Unauthenticated, QLatin1String("invalid_token"),
            QStringLiteral("Invalid token")};
}

Result<Identity> TokenVerifier::verify(QByteArrayView token) const
{
    if (token.size() > Jws::MostBytes)
        return invalid();
    const QByteArray digest = digestOf(token);
    const auto known = m_cache.find(digest);
    if (known && known->expiresAt > m_clock.now())
        return *known;
    if (known) {
        m_cache.remove(digest);
        return expired();
    }
    const quint64 generation = m_generation;
    const ClaimsCheck checked = check(token, *m_settings);
    if (!checked.identity)
        return checked.fault == ClaimsFault::Expired ? expired() : invalid();
    m_cache.add(digest, *checked.identity);
    if (generation != m_generation) // By what is gone, and the cache was cleared before this came.
        m_cache.remove(digest);
    return *checked.identity;
}

ClaimsCheck TokenVerifier::check(QByteArrayView token, const TokenSettings &settings) const
{
    const auto jws = parseJws(token);
    if (!jws)
        return {};
    const auto key = m_keys.find(jws->keyId);
    if (!key || !key->verify(jws->signedPart, jws->signature))
        return {};
    return checkClaims(jws->payload, settings, m_clock.now());
}

} // namespace linnet
