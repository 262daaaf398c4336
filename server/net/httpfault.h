// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"

namespace linnet::net {

//! \brief Why net itself refuses a request; the connection always closes after it.
struct HttpFault
{
    int status = 400;
    QByteArray code = "bad_request";
    QByteArray message; //!< One sentence for the client's developer.
};

Response toResponse(const HttpFault &fault);

//! \return what is wrong with a body over its limit.
HttpFault bodyTooLarge();

} // namespace linnet::net
