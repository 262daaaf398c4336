// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/endpointpart.h"

#include "server/transport/http/answerwriter.h"
#include "server/transport/http/credentials.h"
#include "server/transport/http/requestaddress.h"
#include "server/transport/http/requestparams.h"
#include "server/transport/http/responses.h"

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MostWhereNoneIsRead = 16 << 10;

Method methodOf(QByteArrayView name)
{
    constexpr std::array<std::pair<QByteArrayView, Method>, 6> methods = {
        {{"GET", Method::Get},
         {"HEAD", Method::Get},
         {"POST", Method::Post},
         {"PUT", Method::Put},
         {"PATCH", Method::Patch},
         {"DELETE", Method::Delete}}};
    for (const auto &[known, method] : methods) {
        if (known == name)
            return method;
    }
    return Method::None;
}

Error bodyTooLarge(qint64 most)
{
    return {Error::Kind::TooLarge, "too_large"_L1,
            u"The body may have at most %1 bytes."_s.arg(most)};
}

Error notAForm()
{
    return {Error::Kind::UnsupportedType, "unsupported_type"_L1,
            u"The file must be sent as a form (Content-Type: multipart/form-data)."_s};
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
    const auto route = m_context.table.findRoute(methodOf(head.method), head.path);
    if (!route.row)
        return refusal(withoutRow(head, route.allowed));
    const EndpointRow &row = *route.row;
    net::BodyPlan plan;
    if (row.endpoint.cost == Cost::Upload && !isJsonType(head.headers.value("content-type")))
        plan = planUpload(row, head);
    else
        plan.limit = row.endpoint.method == Method::Get ? MostWhereNoneIsRead : m_context.mostJson;
    // A longer one is refused by net, too, but not in words that this dialect's clients read.
    if (!plan.refusal && head.headers.value("content-length").toLongLong() > plan.limit)
        return refusal(errorResponse(*row.dialect, bodyTooLarge(plan.limit)));
    return plan;
}

//! Strangers and what is no form are sent away before anything is written to disk.
net::BodyPlan EndpointPart::planUpload(const EndpointRow &row, const net::Request &head) const
{
    const auto caller = recognise(row, head);
    if (!caller)
        return refusal(errorResponse(*row.dialect, caller.error()));
    const auto boundary = multipartBoundary(head.headers.value("content-type"));
    if (!boundary)
        return refusal(errorResponse(*row.dialect, notAForm()));
    net::BodyPlan plan;
    plan.limit = UploadSink::mostBody(m_context.uploads);
    plan.sink = std::make_shared<UploadSink>(m_context.uploads, *row.dialect, *boundary);
    return plan;
}

void EndpointPart::handle(net::Request request, net::Reply reply)
{
    const auto route = m_context.table.findRoute(methodOf(request.method), request.path);
    if (!route.row) {
        reply.send(withoutRow(request, route.allowed));
        return;
    }
    const EndpointRow &row = *route.row;
    const auto writer = std::make_shared<AnswerWriter>(m_context, row, request, std::move(reply));
    const auto upload = std::dynamic_pointer_cast<UploadSink>(request.sink);
    auto call = makeCall(route, request, upload.get());
    if (!call) {
        m_context.dispatcher.refuse(row, request.headers.value("x-request-id"), call.error());
        writer->write(call.error());
        return;
    }
    // The upload lives as long as the call, because its file goes with it.
    m_context.dispatcher.start(
        row, std::move(*call),
        [writer, upload](const Result<Answer> &outcome) { writer->write(outcome); });
}

net::Response EndpointPart::withoutRow(const net::Request &request,
                                       const std::vector<Method> &allowed) const
{
    if (request.method == "OPTIONS" && (!allowed.empty() || request.path == "*")) {
        net::Response response;
        response.status = 204;
        response.headers.add("allow",
                             allowed.empty() ? "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
                                             : allowHeader(allowed));
        return response;
    }
    if (!allowed.empty())
        return methodNotAllowed(m_context.fallback, allowed);
    return errorResponse(m_context.fallback, nothingHere());
}

Result<Call> EndpointPart::makeCall(const EndpointTable::Route &route, const net::Request &request,
                                    const UploadSink *upload) const
{
    auto caller = recognise(*route.row, request);
    if (!caller)
        return caller.error();
    auto params = readParams(route, request, upload ? upload->fields() : TextParams());
    if (!params)
        return params.error();
    Call call;
    call.caller = std::move(*caller);
    call.params = std::move(*params);
    if (upload)
        call.file = upload->file();
    call.requestId = request.headers.value("x-request-id");
    return call;
}

Result<Caller> EndpointPart::recognise(const EndpointRow &row, const net::Request &request) const
{
    constexpr qsizetype mostAgent = 512;
    Caller caller;
    caller.address = requestAddress(request, m_context.proxies);
    caller.userAgent = QString::fromUtf8(request.headers.value("user-agent").left(mostAgent));
    const auto known =
        m_context.gate.recognise(row.endpoint.access, accessToken(request.headers), caller);
    if (!known)
        return known.error();
    return caller;
}

} // namespace linnet
