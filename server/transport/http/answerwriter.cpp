// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/answerwriter.h"

#include "server/transport/http/contentcoding.h"
#include "server/transport/http/contentdisposition.h"
#include "server/transport/http/entitytag.h"
#include "server/transport/http/fileresponse.h"
#include "server/transport/http/httpcookies.h"
#include "server/transport/http/httpstatus.h"
#include "server/transport/http/requestorigin.h"
#include "server/transport/http/responses.h"
#include "server/transport/http/servedroute.h"
#include "server/transport/http/streamsource.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LeastToCompress = 1 << 10;
constexpr qsizetype MostOnIoThread = 64 << 10;

net::Response streamResponse(const StreamAnswer &stream)
{
    net::Response response;
    response.headers = {
        {"content-type", stream.contentType},
        {"cache-control", "no-store"},
        {"x-content-type-options", "nosniff"},
    };
    if (!stream.name.isEmpty())
        response.headers.add("content-disposition",
                             contentDisposition(Disposition::Attachment, stream.name));
    response.source = std::make_unique<StreamSource>(stream.next);
    return response;
}

net::Response pageResponse(const PageAnswer &page)
{
    net::Response response;
    response.headers = {
        {"content-type", "text/html; charset=utf-8"},
        {"cache-control", "no-store"},
        {"x-content-type-options", "nosniff"},
        // Otherwise browsers would not say that a form of the page comes from here.
        {"referrer-policy", "same-origin"},
    };
    response.body = page.html;
    return response;
}

bool mayBePacked(const net::Response &response)
{
    return response.body.size() >= LeastToCompress;
}

void compress(net::Response &response)
{
    const QByteArray packed = gzip(response.body);
    if (packed.isEmpty() || packed.size() >= response.body.size())
        return;
    response.body = packed;
    response.headers.add("content-encoding", "gzip");
}

//! \brief A response on its way through another thread.
struct Parcel
{
    net::Reply reply;
    net::Response response;
};

} // namespace

AnswerWriter::AnswerWriter(const EndpointContext &context, const EndpointRow &row,
                           const net::Request &request, net::Reply reply)
    : m_context(context)
    , m_row(row)
    , m_words(wordsFor(context, row, request))
    , m_method(request.method)
    , m_headers(request.headers)
    , m_cameSecurely(
          linnet::cameSecurely(request, context.rules->publicUrl, context.rules->proxies))
    , m_reply(std::move(reply))
{}

void AnswerWriter::write(const Result<Answer> &outcome)
{
    if (m_reply.isWaiting())
        send(toResponse(outcome));
}

net::Response AnswerWriter::toResponse(const Result<Answer> &outcome) const
{
    return outcome ? toResponse(*outcome) : toResponse(outcome.error());
}

net::Response AnswerWriter::toResponse(const Error &error) const
{
    net::Response response = errorResponse(m_words, error);
    if (error.code == RateLimiter::ErrorCode) {
        const int limit = m_context.gate.burst(m_row.endpoint.cost);
        response.headers.add("ratelimit-limit", QByteArray::number(limit));
    }
    return response;
}

//! The dispatcher took for answered what cannot be given after all.
net::Response AnswerWriter::refuse(const Error &error) const
{
    m_context.dispatcher.refuse(m_row, m_headers.value("x-request-id"), error);
    return toResponse(error);
}

net::Response AnswerWriter::toResponse(const Answer &answer) const
{
    if (answer.file) {
        auto response = fileResponse(*answer.file, m_method, m_headers);
        return response ? std::move(*response) : refuse(response.error());
    }
    if (answer.stream)
        return streamResponse(*answer.stream);
    if (answer.page)
        return pageResponse(*answer.page);
    net::Response response = jsonResponse(httpStatus(answer.outcome), answer.body.text());
    const bool isRead = m_method == "GET" || m_method == "HEAD";
    const bool isAnonymous = !m_headers.contains("authorization") && !m_headers.contains("cookie");
    const bool isForAll = isRead && isAnonymous && m_row.endpoint.access == Access::Public;
    response.headers.add("cache-control", isForAll ? "no-cache" : "no-store");
    for (const Cookie &cookie : answer.cookies)
        response.headers.add("set-cookie",
                             setCookie(cookie, m_cameSecurely ? Wire::Secure : Wire::Plain));
    if (isRead && response.body.size() <= MostOnIoThread)
        tag(response);
    return response;
}

void AnswerWriter::tag(net::Response &response) const
{
    const QByteArray etag = weakTag(response.body);
    response.headers.add("etag", etag);
    if (!namesTag(m_headers.value("if-none-match"), etag))
        return;
    response.status = 304;
    if (mayBePacked(response)) // Caches are told what the whole answer would tell them.
        response.headers.add("vary", "Accept-Encoding");
    response.body.clear();
}

void AnswerWriter::send(net::Response response)
{
    if (!mayBePacked(response)) {
        m_reply.send(std::move(response));
        return;
    }
    response.headers.add("vary", "Accept-Encoding");
    const bool isWanted = acceptsGzip(m_headers.value("accept-encoding"));
    if (isWanted && response.body.size() <= MostOnIoThread)
        compress(response);
    const auto &offload = m_context.offloadOptional ? m_context.offloadOptional : m_context.offload;
    if (!isWanted || response.body.size() <= MostOnIoThread || !offload) {
        m_reply.send(std::move(response));
        return;
    }
    const auto parcel = std::make_shared<Parcel>(Parcel{std::move(m_reply), std::move(response)});
    const bool isTaken = offload([parcel] {
        compress(parcel->response);
        parcel->reply.send(std::move(parcel->response));
    });
    if (!isTaken) // Better big than late.
        parcel->reply.send(std::move(parcel->response));
}

} // namespace linnet
