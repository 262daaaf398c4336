// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httpfault.h"

namespace linnet::net {

Response toResponse(const HttpFault &fault)
{
    Response response;
    response.status = fault.status;
    response.headers.add("content-type", "application/json");
    // Codes and messages are net's own words: nothing in them needs escaping.
    response.body = R"({"error":")" + fault.code + R"(","message":")" + fault.message + R"("})";
    response.closes = true;
    return response;
}

HttpFault bodyTooLarge()
{
    return {413, "body_too_large", "The body is larger than allowed here."};
}

} // namespace linnet::net
