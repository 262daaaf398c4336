// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httpresponse.h"

#include "server/net/httpdate.h"
#include "server/net/httpgrammar.h"

#include <array>
#include <utility>

namespace linnet::net {

namespace {

const char *reason(int status)
{
    static constexpr std::array<std::pair<int, const char *>, 40> Reasons{{
        {100, "Continue"},
        {101, "Switching Protocols"},
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {411, "Length Required"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {416, "Range Not Satisfiable"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {426, "Upgrade Required"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
    }};
    const auto *const found = std::find_if(Reasons.begin(), Reasons.end(),
                                           [&](const auto &each) { return each.first == status; });
    return found == Reasons.end() ? "" : found->second;
}

bool isFramingField(const QByteArray &name)
{
    return name == "content-length" || name == "transfer-encoding" || name == "connection";
}

void append(QByteArray &head, const Header &field)
{
    if (isFramingField(field.name))
        return;
    if (!isToken(field.name) || !isFieldValue(field.value)) {
        qWarning("A response header was left out: its name or value is not allowed in HTTP.");
        return;
    }
    head.append(field.name).append(": ").append(field.value).append("\r\n");
}

} // namespace

bool isBodiless(int status)
{
    return status < 200 || status == 204 || status == 304;
}

QByteArray responseHead(int status, const Headers &headers, const Headers &defaults,
                        ResponseFraming framing)
{
    QByteArray head;
    head.reserve(512);
    head.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ').append(reason(status));
    head.append("\r\n");
    for (const Header &field : headers)
        append(head, field);
    for (const Header &field : defaults) {
        if (!headers.contains(field.name))
            append(head, field);
    }
    if (!headers.contains("date"))
        head.append("date: ").append(httpDate()).append("\r\n");
    if (!isBodiless(status) && framing.length >= 0)
        head.append("content-length: ").append(QByteArray::number(framing.length)).append("\r\n");
    if (!isBodiless(status) && framing.length == ResponseFraming::InChunks)
        head.append("transfer-encoding: chunked\r\n");
    if (framing.connection == ResponseFraming::Connection::Close)
        head.append("connection: close\r\n");
    else if (framing.connection == ResponseFraming::Connection::KeepAlive)
        head.append("connection: keep-alive\r\n");
    head.append("\r\n");
    return head;
}

QByteArray chunk(const QByteArray &piece)
{
    return QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
}

} // namespace linnet::net
