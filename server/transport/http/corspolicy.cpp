// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/corspolicy.h"

#include <QHostAddress>

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

//! \return the origin of the page that \p request says it comes from; empty if it says nothing.
QByteArray pageOf(const net::Request &request)
{
    const QByteArray origin = request.headers.value("origin");
    return origin.isEmpty() ? originOf(request.headers.value("referer")) : origin;
}

//! \return \p host without a port, and without the brackets of an IPv6 address.
QByteArrayView withoutPort(QByteArrayView host)
{
    const qsizetype bracket = host.indexOf(']');
    if (host.startsWith('[') && bracket > 0)
        return host.sliced(1, bracket - 1);
    const qsizetype colon = host.indexOf(':');
    return colon < 0 ? host : host.first(colon);
}

} // namespace

QByteArrayList CorsPolicy::loopbackOrigins()
{
    return {"http://localhost:*", "http://127.0.0.1:*", "http://[::1]:*"};
}

CorsPolicy::CorsPolicy(QByteArrayList origins, QByteArray host)
    : m_origins(std::move(origins))
    , m_host(std::move(host))
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
    return !host.isEmpty() && isOwnHost(host)
        && (origin == "https://" + host || origin == "http://" + host);
}

//! The owner of any name may have it lead here once their page is loaded, which then is of the same
//! host as we are. Addresses lead nowhere else, and "localhost" does not either.
bool CorsPolicy::isOwnHost(QByteArrayView host) const
{
    const QByteArrayView name = withoutPort(host);
    return m_host.isEmpty() || name.compare(m_host, Qt::CaseInsensitive) == 0 || name == "localhost"
        || !QHostAddress(QString::fromLatin1(name)).isNull();
}

bool CorsPolicy::acceptsFrom(const net::Request &request) const
{
    const QByteArray origin = request.headers.value("origin");
    return origin.isEmpty() || m_allowsAll || allows(origin) || isOwn(origin, request);
}

bool CorsPolicy::acceptsCookiesFrom(const net::Request &request) const
{
    const QByteArray page = pageOf(request);
    if (!page.isEmpty())
        return allows(page) || isOwn(page, request);
    return request.headers.value("sec-fetch-site") != "cross-site";
}

bool CorsPolicy::acceptsNamesFrom(const net::Request &request) const
{
    // Browsers say nothing of a page that does not want it, where there is no TLS.
    const bool mayBeAnyPage =
        pageOf(request).isEmpty() && !request.headers.contains("sec-fetch-site");
    return acceptsCookiesFrom(request)
        && (!mayBeAnyPage || isOwnHost(request.headers.value("host")));
}

} // namespace linnet
