// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/responses.h"

#include "server/net/httpfault.h"
#include "server/transport/http/httpstatus.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QByteArrayList methodNames(Method method)
{
    switch (method) {
    case Method::Get:
        return {"GET", "HEAD"};
    case Method::Post:
        return {"POST"};
    case Method::Put:
        return {"PUT"};
    case Method::Patch:
        return {"PATCH"};
    case Method::Delete:
        return {"DELETE"};
    case Method::None:
        break;
    }
    return {};
}

void addHeaders(net::Headers &headers, const Error &error)
{
    if (error.kind == Error::Kind::Unauthenticated) {
        const bool hadToken = error.code != "authentication_required"_L1;
        headers.add("www-authenticate",
                    hadToken ? R"(Bearer realm="linnet", error="invalid_token")"
                             : R"(Bearer realm="linnet")");
    }
    if (error.retryAfter <= std::chrono::seconds::zero())
        return;
    const QByteArray seconds = QByteArray::number(qint64(error.retryAfter.count()));
    headers.add("retry-after", seconds);
    if (error.kind == Error::Kind::RateLimited) {
        headers.add("ratelimit-remaining", "0");
        headers.add("ratelimit-reset", seconds);
    }
}

} // namespace

net::Response jsonResponse(int status, const JsonText &text)
{
    net::Response response;
    response.status = status;
    response.headers.add("content-type", "application/json; charset=utf-8");
    response.body = text.utf8;
    return response;
}

net::Response errorResponse(const Dialect &dialect, const Error &failure)
{
    const Error error = dialect.translate(failure);
    net::Response response =
        jsonResponse(httpStatus(error.kind), toJsonText(dialect.errorBody(error)));
    response.headers.add("cache-control", "no-store");
    addHeaders(response.headers, error);
    return response;
}

Error nothingHere()
{
    return {Error::Kind::NotFound, "not_found"_L1, u"There is nothing at this path."_s};
}

net::Response methodNotAllowed(const Dialect &dialect, const std::vector<Method> &allowed)
{
    const Error error{Error::Kind::InvalidInput, "method_not_allowed"_L1,
                      u"This path does not take that method."_s};
    net::Response response = errorResponse(dialect, error);
    response.status = 405;
    response.headers.add("allow", allowHeader(allowed));
    return response;
}

net::Response goingDown()
{
    return net::toResponse(
        {503, "unavailable", "The server is going down. Come back in a moment.", 5});
}

QByteArray allowHeader(const std::vector<Method> &allowed)
{
    QByteArrayList names;
    for (const Method method : allowed)
        names += methodNames(method);
    names.append("OPTIONS");
    return names.join(", ");
}

} // namespace linnet
