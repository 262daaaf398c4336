// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/net/message.h"

namespace linnet {

//! \return a response that streams \p file, or the part of it that a GET asks for, or 304 or 416;
//! a NotFound error if it is not there, and Unavailable if the disk does not give it.
Result<net::Response> fileResponse(const FileAnswer &file, const QByteArray &method,
                                   const net::Headers &requestHeaders);

} // namespace linnet
