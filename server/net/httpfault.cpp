// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httpfault.h"

namespace linnet::net {

Response toResponse(const HttpFault &fault)
{
    Response response;
    response.status = fault.status;
    response.headers.add("content-type", "application/json");
    if (fault.retryAfter > 0)
        response.headers.add("retry-after", QByteArray::number(fault.retryAfter));
    // Codes and messages are net's own words: nothing in them needs escaping.
    response.body = R"({"error":")" + fault.code + R"(","message":")" + fault.message + R"("})";
    response.closes = true;
    return response;
}

HttpFault bodyTooLarge()
{
    return {413, "body_too_large", "The body is larger than allowed here."};
}

HttpFault noRoomForBody()
{
    return {503, "busy", "The server has no room for this body at the moment.", 5};
}

HttpFault noRoomForAnswer()
{
    return {503, "busy", "The server has no room for this answer at the moment.", 5};
}

} // namespace linnet::net
