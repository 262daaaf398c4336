// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/headers.h"

namespace linnet {

//! \return the access token a request carries, or an empty one. The only place that knows where
//! clients put it: Authorization: Bearer.
QByteArray accessToken(const net::Headers &headers);

} // namespace linnet
