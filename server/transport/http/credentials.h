// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/cookie.h"
#include "server/net/headers.h"

namespace linnet {

//! \brief The access token that came with a request.
struct AccessToken
{
    QByteArray text; //!< Empty: none.
    bool isFromCookie = false; //!< A browser sends these by itself, whichever page asks.
};

//! \return the token in "Authorization: Bearer" or, only where there is no such header, in the
//! cookies accessToken, jwt or token, in this order. The one place that knows where clients put it.
AccessToken accessToken(const net::Headers &headers, const Cookies &cookies);

} // namespace linnet
