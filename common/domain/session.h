// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <QString>

#include <optional>

namespace linnet {

// Why a session ended, where that is by its own client's doing.
inline const QString EndedByDevice = QStringLiteral("device"); //!< revokedBy: signed in again.
inline const QString EndedBySignOut = QStringLiteral("logout"); //!< revokedWhy.

//! \brief One sign-in of one user on one device; its refresh tokens are one family.
struct Session
{
    SessionId id;
    UserId user;
    QString device; //!< Chosen by the client.
    QString dialect; //!< Of the endpoint that created it, e.g. "phone".
    QString clientName;
    QString address;
    QString userAgent;
    std::chrono::seconds accessLifetime{}; //!< Of its access tokens; zero: as configured.
    Timestamp createdAt{};
    Timestamp lastSeenAt{};
    Timestamp expiresAt{}; //!< When its newest refresh token dies.
    std::optional<Timestamp> revokedAt;
    QString revokedBy; //!< "user", "reuse", "device", "local:<uid>", an administrator's id …
    QString revokedWhy;
};

} // namespace linnet
