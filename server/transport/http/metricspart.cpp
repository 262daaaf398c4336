// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/metricspart.h"

#include "server/transport/http/requestaddress.h"
#include "server/transport/http/responses.h"

namespace linnet {

bool MetricsPart::handles(QByteArrayView path) const
{
    return path == "/metrics";
}

void MetricsPart::handle(net::Request request, net::Reply reply)
{
    reply.send(answer(request));
}

net::Response MetricsPart::answer(const net::Request &request) const
{
    if (!m_readers.contains(requestAddress(request, m_context.rules->proxies)))
        return errorResponse(m_context.fallback, nothingHere());
    if (request.method != "GET" && request.method != "HEAD")
        return methodNotAllowed(m_context.fallback, {Method::Get});
    net::Response response;
    response.headers.add("content-type", "text/plain; version=0.0.4; charset=utf-8");
    response.headers.add("cache-control", "no-store");
    response.body = m_metrics.text();
    return response;
}

} // namespace linnet
