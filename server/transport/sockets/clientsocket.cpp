// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/clientsocket.h"

#include "common/protocol/jsontext.h"

#include <algorithm>

namespace linnet {

namespace {

//! Who a client is, and by what a namespace that it asks for later is judged. Literals, so that
//! their names take no room in each request.
const std::initializer_list<QByteArrayView> LastingHeaders = {
    "authorization",    "cookie",           "host",       "origin",
    "referer",          "sec-fetch-site",   "user-agent", "x-forwarded-for",
    "x-forwarded-host", "x-forwarded-proto"};

} // namespace

std::vector<QByteArrayView> Arguments::values() const
{
    return splitJsonArray(json).value_or(std::vector<QByteArrayView>());
}

std::shared_ptr<const net::Request> withoutBallast(const net::Request &request)
{
    auto slim = std::make_shared<net::Request>();
    slim->path = request.path;
    slim->query = request.query;
    slim->peer = request.peer;
    for (const net::Header &header : request.headers) {
        const auto name = std::find(LastingHeaders.begin(), LastingHeaders.end(), header.name);
        if (name != LastingHeaders.end())
            slim->headers.add(QByteArray::fromRawData(name->data(), name->size()), header.value);
    }
    return slim;
}

QByteArray toText(CloseReason reason)
{
    switch (reason) {
    case CloseReason::TransportClose:
        return "transport close";
    case CloseReason::TransportError:
        return "transport error";
    case CloseReason::PingTimeout:
        return "ping timeout";
    case CloseReason::ParseError:
        return "parse error";
    case CloseReason::ClientDisconnect:
        return "client namespace disconnect";
    case CloseReason::ServerDisconnect:
        return "server namespace disconnect";
    case CloseReason::ShuttingDown:
        return "server shutting down";
    case CloseReason::Overflow:
        return "resync";
    case CloseReason::Unauthenticated:
        return "unauthenticated";
    }
    Q_UNREACHABLE();
}

} // namespace linnet
