// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/endpointpart.h"

#include "server/transport/http/endpointcaller.h"
#include "server/transport/http/endpointexchange.h"
#include "server/transport/http/memorysink.h"
#include "server/transport/http/responses.h"
#include "server/transport/http/servedroute.h"
#include "server/transport/http/uploadsink.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MostWhereNoneIsRead = 16 << 10;

Error bodyTooLarge(qint64 most)
{
    return {Error::Kind::TooLarge, "too_large"_L1,
            u"The body may have at most %1 bytes."_s.arg(most)};
}

Error neitherFormNorJson()
{
    return {Error::Kind::UnsupportedType, "unsupported_type"_L1,
            u"The file must be sent as a form (Content-Type: multipart/form-data), or in JSON."_s};
}

net::BodyPlan refusal(net::Response response)
{
    net::BodyPlan plan;
    plan.refusal = std::move(response);
    return plan;
}

} // namespace

bool EndpointPart::handles(QByteArrayView) const
{
    return true;
}

net::BodyPlan EndpointPart::planBody(const net::Request &head)
{
    const auto route = servedRoute(m_context, head);
    if (!route.row)
        return refusal(withoutRow(head, route));
    const EndpointRow &row = *route.row;
    net::BodyPlan plan;
    plan.limit =
        row.endpoint.method == Method::Get ? MostWhereNoneIsRead : m_context.rules->bodies.json;
    if (!row.endpoint.fileField.isEmpty())
        plan = planFile(row, head);
    plan.tooLarge = [&row, limit = plan.limit](const net::Request &) {
        return errorResponse(*row.dialect, bodyTooLarge(limit));
    };
    return plan;
}

//! Strangers, who sent enough, and what is of no use are sent away before anything is kept.
net::BodyPlan EndpointPart::planFile(const EndpointRow &row, const net::Request &head) const
{
    const auto refuse = [&](const Error &error) {
        m_context.dispatcher.refuse(row, head.headers.value("x-request-id"), error);
        return refusal(errorResponse(*row.dialect, error));
    };
    const auto caller = recogniseCaller(m_context, row.endpoint, head);
    if (!caller)
        return refuse(caller.error());
    const QByteArray type = head.headers.value("content-type");
    const auto boundary = multipartBoundary(type);
    if (!boundary && !isReadable(type))
        return refuse(neitherFormNorJson());
    if (const auto admitted = m_context.gate.admit(row.endpoint, *caller); !admitted)
        return refuse(admitted.error());
    net::BodyPlan plan;
    if (boundary) {
        const UploadSettings &uploads = m_context.rules->uploads;
        plan.limit = UploadSink::mostBody(uploads);
        plan.sink = std::make_shared<UploadSink>(uploads, row, *boundary);
        return plan;
    }
    const BodyLimits &limits = m_context.rules->bodies;
    plan.limit = caller->user.isNull() ? limits.jsonWithFileOfStranger : limits.jsonWithFile;
    plan.sink = std::make_shared<MemorySink>(m_context.longBodies, *row.dialect);
    return plan;
}

void EndpointPart::handle(net::Request request, net::Reply reply)
{
    auto route = servedRoute(m_context, request);
    if (!route.row) {
        reply.send(withoutRow(request, route));
        return;
    }
    std::make_shared<EndpointExchange>(m_context, std::move(route), std::move(request),
                                       std::move(reply))
        ->start();
}

net::Response EndpointPart::withoutRow(const net::Request &request,
                                       const EndpointTable::Route &route) const
{
    if (request.method == "OPTIONS" && (!route.allowed.empty() || request.path == "*")) {
        net::Response response;
        response.status = 204;
        response.headers.add("allow",
                             route.allowed.empty() ? "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
                                                   : allowHeader(route.allowed));
        return response;
    }
    const Dialect &dialect = route.dialect ? *route.dialect : m_context.fallback;
    if (!route.allowed.empty())
        return methodNotAllowed(dialect, route.allowed);
    return errorResponse(dialect, nothingHere());
}

} // namespace linnet
