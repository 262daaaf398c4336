// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/websockethandshake.h"

#include "server/net/httpgrammar.h"

#include <algorithm>

namespace linnet::net::handshake {

namespace {

constexpr QByteArrayView KeyName = "sec-websocket-key";
constexpr QByteArrayView VersionName = "sec-websocket-version";

//! \return whether a field of that name lists \p token, whatever its case.
bool lists(const Headers &headers, QByteArrayView name, QByteArrayView token)
{
    return std::any_of(headers.begin(), headers.end(), [&](const Header &field) {
        if (field.name != name)
            return false;
        const auto tokens = field.value.split(',');
        return std::any_of(tokens.begin(), tokens.end(), [&](const QByteArray &each) {
            return each.trimmed().compare(token, Qt::CaseInsensitive) == 0;
        });
    });
}

bool isKeyValid(const Headers &headers)
{
    const auto count = std::count_if(headers.begin(), headers.end(),
                                     [](const Header &field) { return field.name == KeyName; });
    const auto decoded = QByteArray::fromBase64Encoding(headers.value(KeyName),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return count == 1 && decoded && decoded.decoded.size() == 16;
}

Response failure(int status, QByteArray body)
{
    Response response;
    response.status = status;
    response.headers.add("content-type", "application/json");
    response.body = std::move(body);
    response.closes = true;
    return response;
}

} // namespace

bool isRequested(const Request &request)
{
    return lists(request.headers, "upgrade", "websocket");
}

std::optional<Response> refusal(const Request &request)
{
    if (request.headers.value(VersionName) != "13") {
        auto response = failure(
            426,
            R"({"error":"websocket_version","message":"WebSocket version 13 is spoken here."})");
        response.headers.add(VersionName.toByteArray(), "13");
        response.headers.add("upgrade", "websocket");
        return response;
    }
    if (request.method == "GET" && lists(request.headers, "connection", "upgrade")
        && isKeyValid(request.headers))
        return {};
    return failure(400,
                   R"({"error":"bad_handshake","message":"This is not a WebSocket handshake."})");
}

QByteArrayList offeredSubprotocols(const Request &request)
{
    QByteArrayList offers;
    for (const Header &field : request.headers) {
        if (field.name != "sec-websocket-protocol")
            continue;
        for (const QByteArray &offer : field.value.split(',')) {
            if (isToken(offer.trimmed()))
                offers.append(offer.trimmed());
        }
    }
    return offers;
}

QByteArray canonicalHead(const Request &request)
{
    return "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + request.headers.value(KeyName) + "\r\n\r\n";
}

QByteArray acceptance(QByteArrayView fromQt, const QByteArray &subprotocol)
{
    constexpr QByteArrayView AcceptName = "sec-websocket-accept:";
    if (!fromQt.startsWith("HTTP/1.1 101 "))
        return {};
    const auto lines = fromQt.toByteArray().split('\n');
    const auto accept = std::find_if(lines.begin(), lines.end(), [&](const QByteArray &line) {
        return line.first(qMin(line.size(), AcceptName.size()))
                   .compare(AcceptName, Qt::CaseInsensitive)
            == 0;
    });
    if (accept == lines.end())
        return {};
    QByteArray head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                      "Connection: Upgrade\r\nSec-WebSocket-Accept: "
        + accept->sliced(AcceptName.size()).trimmed() + "\r\n";
    if (!subprotocol.isEmpty())
        head += "Sec-WebSocket-Protocol: " + subprotocol + "\r\n";
    return head + "\r\n";
}

} // namespace linnet::net::handshake
