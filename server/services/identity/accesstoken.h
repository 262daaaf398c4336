// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/authenticator.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace linnet {

//! Of the longest lifetime that a dialect gives its access tokens, and any is cut to it: for so
//! long are ended sessions and replaced keys kept in mind.
inline constexpr std::chrono::seconds MostTokenLifetime = std::chrono::hours(15 * 24);

struct TokenSettings
{
    QString issuer = QStringLiteral("whatsapp-clone-api");
    QString audience = QStringLiteral("linnet");
    std::chrono::seconds lifetime = std::chrono::minutes(15);
    //! false: a token that names no session is taken as well, for harnesses that make their own.
    bool requireSession = true;

    bool operator==(const TokenSettings &) const = default;
};

//! \return the claims of an access token for \p identity, issued at \p now, as JSON.
QByteArray toClaims(const Identity &identity, const TokenSettings &settings, Timestamp now);

//! \brief Why claims were not accepted.
enum class ClaimsFault { Invalid, Expired };

struct ClaimsCheck
{
    std::optional<Identity> identity;
    ClaimsFault fault = ClaimsFault::Invalid; //!< If there is no identity.
};

//! Judges the payload of a token whose signature is good.
ClaimsCheck checkClaims(const QByteArray &payload, const TokenSettings &settings, Timestamp now);

//! \return of which dialect \p token says that its session is; empty if it says nothing. None of
//! it is checked: good for the wording of a refusal, and nothing else.
QString claimedDialect(QByteArrayView token);

} // namespace linnet
