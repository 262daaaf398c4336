// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/corspolicy.h"

#include <algorithm>

namespace linnet {

namespace {

bool isPort(QByteArrayView text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return !text.isEmpty() && text.size() <= 5 && std::all_of(text.begin(), text.end(), isDigit);
}

//! \p pattern may end in ":*", which stands for any port or none.
bool matches(QByteArrayView origin, QByteArrayView pattern)
{
    if (!pattern.endsWith(":*"))
        return origin == pattern;
    const QByteArrayView host = pattern.chopped(2);
    if (!origin.startsWith(host))
        return false;
    const QByteArrayView rest = origin.sliced(host.size());
    return rest.isEmpty() || (rest.startsWith(':') && isPort(rest.sliced(1)));
}

//! \return the origin of the page at \p url; empty if that is no URL.
QByteArray originOf(const QByteArray &url)
{
    const qsizetype host = url.indexOf("://");
    if (host < 0)
        return {};
    const qsizetype end = url.indexOf('/', host + 3);
    return end < 0 ? url : url.first(end);
}

} // namespace

QByteArrayList CorsPolicy::loopbackOrigins()
{
    return {"http://localhost:*", "http://127.0.0.1:*", "http://[::1]:*"};
}

CorsPolicy::CorsPolicy(QByteArrayList origins)
    : m_origins(std::move(origins))
    , m_allowsAll(m_origins.contains("*"))
{}

bool CorsPolicy::allows(QByteArrayView origin) const
{
    return std::any_of(m_origins.begin(), m_origins.end(),
                       [&](const QByteArray &pattern) { return matches(origin, pattern); });
}

net::Headers CorsPolicy::headersFor(const net::Request &request) const
{
    net::Headers headers{{"vary", "Origin"}};
    const QByteArray origin = request.headers.value("origin");
    const bool isKnown = !origin.isEmpty() && allows(origin);
    if (!isKnown && (origin.isEmpty() || !m_allowsAll))
        return headers;
    headers.add("access-control-allow-origin", origin);
    if (isKnown)
        headers.add("access-control-allow-credentials", "true");
    headers.add("access-control-expose-headers",
                "Content-Disposition, ETag, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, "
                "Retry-After, X-Request-Id");
    return headers;
}

bool CorsPolicy::isPreflight(const net::Request &request)
{
    return request.method == "OPTIONS" && request.headers.contains("origin")
        && request.headers.contains("access-control-request-method");
}

net::Response CorsPolicy::preflight(const net::Request &request) const
{
    net::Response response;
    response.status = 204;
    response.headers = headersFor(request);
    if (!response.headers.contains("access-control-allow-origin"))
        return response;
    response.headers.add("access-control-allow-methods",
                         "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    const QByteArray wanted = request.headers.value("access-control-request-headers");
    if (!wanted.isEmpty())
        response.headers.add("access-control-allow-headers", wanted);
    response.headers.set("vary", "Origin, Access-Control-Request-Headers");
    response.headers.add("access-control-max-age", "7200");
    return response;
}

bool CorsPolicy::isOwn(QByteArrayView origin, const net::Request &request) const
{
    const QByteArray host = request.headers.value("host");
    return !host.isEmpty() && (origin == "https://" + host || origin == "http://" + host);
}

bool CorsPolicy::acceptsFrom(const net::Request &request) const
{
    const QByteArray origin = request.headers.value("origin");
    return origin.isEmpty() || m_allowsAll || allows(origin) || isOwn(origin, request);
}

bool CorsPolicy::acceptsCookiesFrom(const net::Request &request) const
{
    QByteArray origin = request.headers.value("origin");
    if (origin.isEmpty())
        origin = originOf(request.headers.value("referer"));
    if (!origin.isEmpty())
        return allows(origin) || isOwn(origin, request);
    return request.headers.value("sec-fetch-site") != "cross-site";
}

} // namespace linnet
