// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/stream.h"

using SSL_CTX = struct ssl_ctx_st;

namespace linnet::net {

//! Takes over \p descriptor as the server's end. \return null, and closes it, without memory.
std::unique_ptr<Stream> makeTlsStream(SSL_CTX *context, int descriptor);

} // namespace linnet::net
