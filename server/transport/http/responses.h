// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
#include "server/net/message.h"

namespace linnet {

net::Response jsonResponse(int status, const JsonText &text);

//! \return \p failure as clients of \p dialect read it, with what its kind asks for in the head.
net::Response errorResponse(const Dialect &dialect, const Error &failure);

//! \return what a path that nobody serves answers with.
Error nothingHere();

//! \return what a path that does not take the request's method answers.
net::Response methodNotAllowed(const Dialect &dialect, const std::vector<Method> &allowed);

//! \return what is answered to who wants to begin something that lasts while the server goes down.
net::Response goingDown();

//! \return e.g. "GET, HEAD, OPTIONS".
QByteArray allowHeader(const std::vector<Method> &allowed);

} // namespace linnet
