// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/protocolprofile/echopart.h"

#include "common/protocol/jsontext.h"

#include <array>

namespace linnet {

namespace {

constexpr qint64 LongestBody = 1 << 20;

net::Response textResponse(const QByteArray &text)
{
    net::Response response;
    response.headers.add("content-type", "text/plain; charset=UTF-8");
    response.body = text;
    return response;
}

net::Response showRoot(const net::Request &request)
{
    if (request.method != "POST")
        return textResponse("OK");
    net::Response response;
    const QByteArray type = request.headers.value("content-type");
    response.headers.add("content-type", type.isEmpty() ? "application/octet-stream" : type);
    response.body = request.body;
    return response;
}

net::Response showHeaders(const net::Request &request)
{
    QByteArray text;
    for (const net::Header &header : request.headers)
        text += header.name + ": " + header.value + '\n';
    return textResponse(text);
}

net::Response showCookies(const net::Request &request)
{
    QByteArray text;
    for (const QByteArray &cookie : request.headers.value("cookie").split(';')) {
        const QByteArray pair = cookie.trimmed();
        if (pair.indexOf('=') > 0)
            text += pair + '\n';
    }
    return textResponse(text);
}

//! The text goes back as it came, once the parser has understood it: numbers keep their digits.
net::Response showJson(const net::Request &request)
{
    const auto parsed = parseJson(request.body);
    net::Response response;
    response.headers.add("content-type", "application/json");
    response.body = request.body.trimmed();
    if (!parsed) {
        response.status = 400;
        response.body =
            R"({"error":"invalid_json","message":")" + parsed.error().message.toUtf8() + R"("})";
    }
    return response;
}

struct Route
{
    QByteArrayView path;
    QByteArrayView allowed; // Methods, as the Allow header lists them.
    net::Response (*show)(const net::Request &request);
};

constexpr std::array<Route, 4> Routes = {{
    {"/", "GET, HEAD, POST, OPTIONS", showRoot},
    {"/echo", "GET, HEAD, OPTIONS", showHeaders},
    {"/cookie", "GET, HEAD, OPTIONS", showCookies},
    {"/json", "POST, OPTIONS", showJson},
}};

bool allows(const Route &route, const QByteArray &method)
{
    return route.allowed.toByteArray().replace(',', "").split(' ').contains(method);
}

net::Response answer(const net::Request &request)
{
    net::Response response;
    if (request.path == "*") {
        response.status = 204;
        return response;
    }
    const auto *const route = std::find_if(
        Routes.begin(), Routes.end(), [&](const Route &each) { return each.path == request.path; });
    if (route == Routes.end()) {
        response = textResponse("Not found\n");
        response.status = 404;
        return response;
    }
    const bool isAllowed = allows(*route, request.method);
    if (isAllowed && request.method != "OPTIONS")
        return route->show(request);
    response.status = isAllowed ? 204 : 405;
    response.headers.add("allow", route->allowed.toByteArray());
    return response;
}

} // namespace

net::BodyPlan EchoPart::planBody(const net::Request &)
{
    net::BodyPlan plan;
    plan.limit = LongestBody;
    return plan;
}

void EchoPart::handle(net::Request request, net::Reply reply)
{
    reply.send(answer(request));
}

} // namespace linnet
