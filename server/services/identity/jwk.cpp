// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/jwk.h"

#include "server/services/identity/jws.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace linnet {

namespace {

Error notForUs(const QString &detail)
{
    return {Error::Kind::InvalidInput, QLatin1String("invalid_key"),
            QStringLiteral("This key is not meant for RS256 signatures."), detail};
}

//! \return whether \p name is \p wanted or not said.
bool allows(const QJsonObject &jwk, QLatin1String name, QLatin1String wanted)
{
    return !jwk.contains(name) || jwk.value(name) == wanted;
}

} // namespace

QJsonObject toJwk(const RsaKey &key, const QByteArray &keyId)
{
    return {{QLatin1String("kty"), QLatin1String("RSA")},
            {QLatin1String("use"), QLatin1String("sig")},
            {QLatin1String("alg"), QLatin1String("RS256")},
            {QLatin1String("kid"), QString::fromUtf8(keyId)},
            {QLatin1String("n"), QString::fromLatin1(toBase64Url(key.modulus()))},
            {QLatin1String("e"), QString::fromLatin1(toBase64Url(key.exponent()))}};
}

Result<RsaKey> fromJwk(const QJsonObject &jwk)
{
    if (jwk.value(QLatin1String("kty")) != QLatin1String("RSA"))
        return notForUs(QStringLiteral("kty"));
    if (!allows(jwk, QLatin1String("use"), QLatin1String("sig"))
        || !allows(jwk, QLatin1String("alg"), QLatin1String("RS256")))
        return notForUs(QStringLiteral("use or alg"));
    const QJsonValue operations = jwk.value(QLatin1String("key_ops"));
    if (!operations.isUndefined() && !operations.toArray().contains(QLatin1String("verify")))
        return notForUs(QStringLiteral("key_ops"));
    const auto modulus = fromBase64Url(jwk.value(QLatin1String("n")).toString().toUtf8());
    const auto exponent = fromBase64Url(jwk.value(QLatin1String("e")).toString().toUtf8());
    if (!modulus || !exponent)
        return notForUs(QStringLiteral("n or e"));
    return RsaKey::fromPublic(*modulus, *exponent);
}

QByteArray thumbprint(const RsaKey &key)
{
    // RFC 7638: these members, in this order, without spaces.
    const QByteArray text = "{\"e\":\"" + toBase64Url(key.exponent())
        + "\",\"kty\":\"RSA\",\"n\":\"" + toBase64Url(key.modulus()) + "\"}";
    return toBase64Url(QCryptographicHash::hash(text, QCryptographicHash::Sha256));
}

bool verifyJws(QByteArrayView jws, const QJsonObject &jwk)
{
    const auto parsed = parseJws(jws);
    const auto key = fromJwk(jwk);
    if (!parsed || !key)
        return false;
    const QByteArray keyId = jwk.value(QLatin1String("kid")).toString().toUtf8();
    if (!keyId.isEmpty() && !parsed->keyId.isEmpty() && keyId != parsed->keyId)
        return false;
    return key->verify(parsed->signedPart, parsed->signature);
}

} // namespace linnet
