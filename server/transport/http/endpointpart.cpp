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

Error noRoom()
{
    constexpr std::chrono::seconds pause(5);
    return {Error::Kind::Unavailable,
            "busy"_L1,
            u"The server has no room for this body at the moment."_s,
            {},
            pause};
}

//! \return whether the body that follows \p head may be worth refusing unread.
bool mayBeLong(const net::Request &head)
{
    const QByteArray length = head.headers.value("content-length"); // Chunked ones have none.
    return length.isEmpty() || length.toLongLong() > MostWhereNoneIsRead;
}

//! Counts and logs that a request was refused before it was whole. \return what to answer.
net::Response refuse(const EndpointContext &context, const EndpointRow &row,
                     const QByteArray &requestId, const Error &error)
{
    context.dispatcher.refuse(row, requestId, error);
    return errorResponse(*row.dialect, error);
}

//! The same, at its head.
net::Response refuse(const EndpointContext &context, const EndpointRow &row,
                     const net::Request &head, const Error &error)
{
    return refuse(context, row, head.headers.value("x-request-id"), error);
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
    net::BodyPlan plan =
        row.endpoint.fileField.isEmpty() ? planJson(row, head) : planFile(row, head);
    plan.tooLarge = [&row, limit = plan.limit](const net::Request &) {
        return errorResponse(*row.dialect, bodyTooLarge(limit));
    };
    plan.noRoom = [&context = m_context, &row](const net::Request &named) {
        return refuse(context, row, named, noRoom());
    };
    return plan;
}

//! Strangers are sent away before anything long is kept.
net::BodyPlan EndpointPart::planJson(const EndpointRow &row, const net::Request &head) const
{
    const bool isForAll = row.endpoint.access == Access::Public;
    if (!isForAll && mayBeLong(head)) {
        const auto caller = recogniseCaller(m_context, row.endpoint, head);
        if (!caller)
            return refusal(refuse(m_context, row, head, caller.error()));
    }
    const BodyLimits &limits = m_context.rules->bodies;
    net::BodyPlan plan;
    plan.limit = isForAll ? std::min(limits.json, limits.jsonOfStranger) : limits.json;
    if (row.endpoint.method == Method::Get)
        plan.limit = MostWhereNoneIsRead;
    plan.budget = m_context.bodies;
    return plan;
}

//! Strangers, who sent enough, and what is of no use are sent away before anything is kept.
net::BodyPlan EndpointPart::planFile(const EndpointRow &row, const net::Request &head) const
{
    const auto caller = recogniseCaller(m_context, row.endpoint, head);
    if (!caller)
        return refusal(refuse(m_context, row, head, caller.error()));
    const QByteArray type = head.headers.value("content-type");
    const auto boundary = multipartBoundary(type);
    if (!boundary && !isReadable(type))
        return refusal(refuse(m_context, row, head, neitherFormNorJson()));
    if (const auto admitted = m_context.gate.admit(row.endpoint, *caller); !admitted)
        return refusal(refuse(m_context, row, head, admitted.error()));
    net::BodyPlan plan;
    if (boundary) {
        const UploadSettings &uploads = m_context.rules->uploads;
        plan.limit = UploadSink::mostBody(uploads);
        plan.sink = std::make_shared<UploadSink>(
            uploads, row, *boundary,
            [&context = m_context, &row, id = head.headers.value("x-request-id")](
                const Error &error) { return refuse(context, row, id, error); });
        return plan;
    }
    const BodyLimits &limits = m_context.rules->bodies;
    plan.limit = caller->user.isNull() ? limits.jsonWithFileOfStranger : limits.jsonWithFile;
    plan.sink = std::make_shared<MemorySink>();
    plan.budget = m_context.bodies;
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
