// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/reply.h"

namespace linnet {

//! Adds \p common to \p response, except where it says something of its own. "Vary" adds up.
void addCommonHeaders(net::Response &response, const net::Headers &common);

//! \return a reply that adds \p common to whatever is sent through it.
net::Reply withCommonHeaders(net::Reply reply, net::Headers common);

} // namespace linnet
