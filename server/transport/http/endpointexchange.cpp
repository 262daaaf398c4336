// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/endpointexchange.h"

#include "common/core/mailbox.h"
#include "server/transport/http/endpointcaller.h"
#include "server/transport/http/httpcookies.h"
#include "server/transport/http/memorysink.h"
#include "server/transport/http/requestorigin.h"
#include "server/transport/http/uploadsink.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostOnIoThread = 64 << 10;

Error busy()
{
    return {Error::Kind::Unavailable, "busy"_L1, u"The server is busy. Try again soon."_s};
}

//! \return the body of \p request, wherever it was kept.
QByteArray bodyOf(const net::Request &request)
{
    const auto kept = std::dynamic_pointer_cast<MemorySink>(request.sink);
    return kept ? kept->body() : request.body;
}

} // namespace

EndpointExchange::EndpointExchange(const EndpointContext &context, EndpointTable::Route route,
                                   net::Request request, net::Reply reply)
    : m_context(context)
    , m_route(std::move(route))
    , m_request(std::move(request))
    , m_writer(context, *m_route.row, m_request, std::move(reply))
    , m_isAdmitted(m_request.sink
                   != nullptr) // Only bodies with a file have one, and the gate was asked.
{}

void EndpointExchange::start()
{
    auto caller = recogniseCaller(m_context, endpoint(), m_request);
    if (!caller)
        return refuse(caller.error());
    m_caller = std::move(*caller);
    if (isLong() && m_context.offload)
        readElsewhere();
    else
        go(read());
}

bool EndpointExchange::isLong() const
{
    return bodyOf(m_request).size() > MostOnIoThread;
}

void EndpointExchange::readElsewhere()
{
    Mailbox *const home = Mailbox::current();
    const bool isTaken = m_context.offload([self = shared_from_this(), home] {
        const auto body = std::make_shared<Result<RequestBody>>(self->read());
        home->post([self, body] { self->go(std::move(*body)); });
    });
    if (!isTaken)
        refuse(busy());
}

Result<RequestBody> EndpointExchange::read() const
{
    if (endpoint().body == Endpoint::Body::Ignored)
        return RequestBody();
    if (const auto form = std::dynamic_pointer_cast<UploadSink>(m_request.sink)) {
        auto body = readForm(endpoint(), form->fields(), m_context.rules->uploads);
        if (body && form->file())
            body->file = form->file();
        return body;
    }
    return readBody(endpoint(), m_request.headers.value("content-type"), bodyOf(m_request),
                    m_context.rules->uploads);
}

void EndpointExchange::go(Result<RequestBody> body)
{
    m_request.sink.reset(); // Its memory is for others now.
    m_request.body.clear();
    if (!body)
        return refuse(body.error());
    // The file lives as long as the call, because it is removed with it.
    m_context.dispatcher.start(
        *m_route.row, makeCall(std::move(m_caller), *body),
        [self = shared_from_this(), file = body->file](const Result<Answer> &outcome) {
            self->m_writer.write(outcome);
        });
}

Call EndpointExchange::makeCall(Caller caller, const RequestBody &body) const
{
    Call call;
    call.caller = std::move(caller);
    call.params = mergeParams(m_route, m_request.query, body.params);
    if (body.file)
        call.file = body.file->description();
    call.cookies = readCookies(m_request.headers);
    call.origin = requestOrigin(m_request, m_context.rules->publicUrl, m_context.rules->proxies);
    call.isAdmitted = m_isAdmitted;
    call.requestId = m_request.headers.value("x-request-id");
    return call;
}

void EndpointExchange::refuse(const Error &error)
{
    m_context.dispatcher.refuse(*m_route.row, m_request.headers.value("x-request-id"), error);
    m_writer.write(error);
}

} // namespace linnet
