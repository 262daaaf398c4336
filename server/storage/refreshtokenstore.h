// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"

#include <QByteArray>

#include <optional>

namespace linnet {

//! \brief What is kept of a refresh token: never the token.
struct RefreshToken
{
    QByteArray hash; //!< SHA-256 of the token.
    SessionId session; //!< All tokens of a session are one family.
    int generation = 0; //!< 0 at sign-in, then one more with each rotation.
    Timestamp createdAt{};
    Timestamp expiresAt{};
    std::optional<Timestamp> firstUsedAt; //!< Set when it was exchanged for its child.
};

class RefreshTokenStore
{
public:
    virtual ~RefreshTokenStore() = default;

    virtual Result<> add(const RefreshToken &token) = 0;
    virtual Result<RefreshToken> find(const QByteArray &hash) = 0;
    virtual Result<> markUsed(const QByteArray &hash, Timestamp at) = 0;
    //! Removes tokens that expired before \p time.
    virtual Result<> removeExpired(Timestamp time) = 0;
};

} // namespace linnet
