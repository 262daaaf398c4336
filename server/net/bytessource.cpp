// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bytessource.h"

#include "server/net/httpfault.h"

namespace linnet::net {

namespace {

//! \return whether a field of that name is about the body that it came with.
bool isAboutBody(const QByteArray &name)
{
    return name.startsWith("content-") || name == "etag" || name == "last-modified"
        || name == "accept-ranges" || name == "cache-control";
}

//! The request was understood: what the application says of it besides stays.
Response noRoomInsteadOf(const Response &response)
{
    Response refusal = toResponse(noRoomForAnswer());
    refusal.headers.add("cache-control", "no-store");
    for (const Header &field : response.headers) {
        if (!isAboutBody(field.name))
            refusal.headers.add(field.name, field.value);
    }
    refusal.closes = response.closes;
    return refusal;
}

} // namespace

void sendInPieces(Response &response, const std::shared_ptr<PlaceBudget> &budget,
                  const QByteArray &place)
{
    if (budget->take(place, response.body.size()))
        response.source = std::make_unique<BytesSource>(std::move(response.body), budget, place);
    else
        response = noRoomInsteadOf(response);
}

} // namespace linnet::net
