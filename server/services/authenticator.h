// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"

#include <QByteArrayView>
#include <QString>

namespace linnet {

//! \brief What an accepted access token proves.
struct Identity
{
    UserId user;
    SessionId session;
    QString device;
    QString phone;
    QString dialect; //!< Of the endpoint that created the session: decides a socket's shapes.
    Timestamp expiresAt{}; //!< Of the token.
};

//! \brief Judges access tokens. Safe from any thread, and quick enough for an I/O thread.
class Authenticator
{
public:
    virtual ~Authenticator() = default;

    //! \return an Unauthenticated error with the code "token_expired" or "invalid_token" if
    //! \p token is not one of ours, has run out, or its session has ended.
    virtual Result<Identity> authenticate(QByteArrayView token) const = 0;
};

} // namespace linnet
