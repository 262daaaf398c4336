// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/cookie.h"
#include "server/net/headers.h"

namespace linnet {

//! \return the cookies of a request. Of two with one name the first counts, as browsers send the
//! more particular one first.
Cookies readCookies(const net::Headers &headers);

enum class Wire { Plain, Secure };

//! \return a Set-Cookie. What was handed out over a secure wire does not travel over another.
QByteArray setCookie(const Cookie &cookie, Wire wire);

} // namespace linnet
