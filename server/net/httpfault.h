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
    int retryAfter = 0; //!< Seconds; 0: nobody knows.
};

Response toResponse(const HttpFault &fault);

//! \return what is wrong with a body over its limit.
HttpFault bodyTooLarge();

//! \return what is wrong with a body that the server has no memory for at the moment.
HttpFault noRoomForBody();

//! \return the same of an answer.
HttpFault noRoomForAnswer();

} // namespace linnet::net
