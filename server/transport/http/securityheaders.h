// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/headers.h"

namespace linnet {

//! What browsers are told with every reply of the API: for ServerSettings::defaultHeaders.
net::Headers apiHeaders();

//! What browsers are told instead with the pages of a web client.
//! \param policy what they may run and load, in place of what is their own and a file.
net::Headers pageHeaders(const QByteArray &policy = {});

//! What is said over TLS besides: never come back without it.
net::Header strictTransportSecurity();

} // namespace linnet
