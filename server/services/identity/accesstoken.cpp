// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/accesstoken.h"

#include "common/core/random.h"
#include "server/services/identity/jws.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace linnet {

namespace {

const QLatin1String Issuer("iss");
const QLatin1String Audience("aud");
const QLatin1String Subject("sub");
const QLatin1String SessionName("sid");
const QLatin1String Device("did");
const QLatin1String DeviceOfPhoneClients("deviceId");
const QLatin1String Phone("phone");
const QLatin1String Dialect("dialect");
const QLatin1String TokenName("jti");
const QLatin1String IssuedAt("iat");
const QLatin1String NotBefore("nbf");
const QLatin1String ExpiresAt("exp");

qint64 toSeconds(Timestamp time)
{
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

//! \return nothing unless \p value is a number that can be a time.
std::optional<Timestamp> toTime(const QJsonValue &value)
{
    constexpr double MostSeconds = 1e11; // The year 5138.
    const double seconds = value.toDouble(-1);
    if (!(seconds >= 0 && seconds <= MostSeconds))
        return std::nullopt;
    return Timestamp(std::chrono::milliseconds(qint64(std::floor(seconds * 1000))));
}

bool isFor(const QJsonValue &audience, const QString &wanted)
{
    return audience.isArray() ? audience.toArray().contains(wanted) : audience == wanted;
}

//! \return whether \p claims has \p name as text, or not at all.
bool isTextIfThere(const QJsonObject &claims, QLatin1String name)
{
    return !claims.contains(name) || claims.value(name).isString();
}

std::optional<Identity> toIdentity(const QJsonObject &claims, bool requireSession)
{
    for (const QLatin1String name : {Device, DeviceOfPhoneClients, Phone, Dialect, TokenName}) {
        if (!isTextIfThere(claims, name))
            return std::nullopt;
    }
    const auto user = UserId::parse(claims.value(Subject).toString());
    const auto session = SessionId::parse(claims.value(SessionName).toString());
    if (!user || (!session && (requireSession || claims.contains(SessionName))))
        return std::nullopt;
    const QString device = claims.value(DeviceOfPhoneClients).toString();
    return Identity{.user = *user,
                    .session = session.value_or(SessionId()),
                    .device = claims.value(Device).toString(device),
                    .phone = claims.value(Phone).toString(),
                    .dialect = claims.value(Dialect).toString(QStringLiteral("phone"))};
}

} // namespace

QByteArray toClaims(const Identity &identity, const TokenSettings &settings, Timestamp now)
{
    const QJsonObject claims{
        {Issuer, settings.issuer},
        {Audience, settings.audience},
        {Subject, identity.user.toString()},
        {SessionName, identity.session.toString()},
        {Device, identity.device},
        {DeviceOfPhoneClients, identity.device},
        {Phone, identity.phone},
        {Dialect, identity.dialect},
        {TokenName, QString::fromLatin1(randomToken())},
        {IssuedAt, toSeconds(now)},
        {ExpiresAt, toSeconds(now + settings.lifetime)},
    };
    return QJsonDocument(claims).toJson(QJsonDocument::Compact);
}

ClaimsCheck checkClaims(const QByteArray &payload, const TokenSettings &settings, Timestamp now)
{
    const auto claims = parseUniqueObject(payload);
    if (!claims || claims->value(Issuer) != settings.issuer
        || !isFor(claims->value(Audience), settings.audience))
        return {};
    const auto expiresAt = toTime(claims->value(ExpiresAt));
    const auto notBefore = toTime(claims->value(NotBefore));
    if (!expiresAt || (claims->contains(NotBefore) && (!notBefore || *notBefore > now)))
        return {};
    auto identity = toIdentity(*claims, settings.requireSession);
    if (!identity)
        return {};
    if (*expiresAt <= now)
        return {std::nullopt, ClaimsFault::Expired};
    identity->expiresAt = *expiresAt;
    return {identity};
}

QString claimedDialect(QByteArrayView token)
{
    const auto jws = parseJws(token);
    const auto claims = jws ? parseUniqueObject(jws->payload) : std::nullopt;
    return claims ? claims->value(Dialect).toString() : QString();
}

} // namespace linnet
