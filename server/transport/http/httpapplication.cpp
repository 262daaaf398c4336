// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/httpapplication.h"

#include "server/net/httpfault.h"
#include "server/transport/http/commonheaders.h"
#include "server/transport/http/requestid.h"
#include "server/transport/http/responses.h"
#include "server/transport/http/securityheaders.h"

namespace linnet {

HttpApplication::HttpApplication(const LiveRules &rules,
                                 std::vector<std::unique_ptr<HttpPart>> parts)
    : m_rules(rules)
    , m_parts(std::move(parts))
{
    Q_ASSERT(!m_parts.empty());
}

HttpPart &HttpApplication::partFor(QByteArrayView path)
{
    for (const auto &part : m_parts) {
        if (part->handles(path))
            return *part;
    }
    return *m_parts.back();
}

net::Headers HttpApplication::commonHeaders(const net::Request &request) const
{
    net::Headers headers = m_rules->cors.headersFor(request);
    headers.add("x-request-id", requestIdFor(request.headers));
    if (request.peer.isSecure) {
        const net::Header secure = strictTransportSecurity();
        headers.add(secure.name, secure.value);
    }
    return headers;
}

net::BodyPlan HttpApplication::planBody(const net::Request &head)
{
    const auto named = std::make_shared<net::Request>(head);
    named->headers.set("x-request-id", requestIdFor(head.headers));
    net::BodyPlan plan = partFor(head.path).planBody(*named);
    if (plan.refusal)
        addCommonHeaders(*plan.refusal, commonHeaders(*named));
    if (plan.sink)
        plan.sink = std::make_shared<CommonHeadersSink>(plan.sink, commonHeaders(*named));
    // A page of another origin is to read why, also in the middle of a chunked body.
    const auto complete = [this, &named](net::BodyPlan::Words words,
                                         net::HttpFault (*otherwise)()) -> net::BodyPlan::Words {
        return [this, named, words = std::move(words), otherwise](const net::Request &) {
            net::Response response = words ? words(*named) : toResponse(otherwise());
            addCommonHeaders(response, commonHeaders(*named));
            return response;
        };
    };
    plan.tooLarge = complete(std::move(plan.tooLarge), net::bodyTooLarge);
    plan.noRoom = complete(std::move(plan.noRoom), net::noRoomForBody);
    return plan;
}

void HttpApplication::handle(net::Request request, net::Reply reply)
{
    const net::Headers common = commonHeaders(request);
    request.headers.set("x-request-id", common.value("x-request-id"));
    if (const auto sink = std::dynamic_pointer_cast<CommonHeadersSink>(request.sink))
        request.sink = sink->inner();
    net::Reply decorated = withCommonHeaders(std::move(reply), common);
    if (CorsPolicy::isPreflight(request))
        decorated.send(m_rules->cors.preflight(request));
    else
        partFor(request.path).handle(std::move(request), std::move(decorated));
}

net::UpgradePlan HttpApplication::planUpgrade(const net::Request &request)
{
    net::UpgradePlan plan;
    if (m_isGoingDown)
        plan.refusal = goingDown();
    else
        plan = partFor(request.path).planUpgrade(request);
    if (plan.refusal)
        addCommonHeaders(*plan.refusal, commonHeaders(request));
    return plan;
}

void HttpApplication::completeRefusal(net::Response &refusal, const net::Request &request)
{
    addCommonHeaders(refusal, commonHeaders(request));
}

void HttpApplication::opened(std::unique_ptr<net::WebSocket> socket, net::Request request)
{
    HttpPart &part = partFor(request.path);
    request.headers.set("x-request-id", requestIdFor(request.headers));
    part.opened(std::move(socket), std::move(request));
}

void HttpApplication::drain(std::function<void()> done)
{
    m_isGoingDown = true;
    for (const auto &part : m_parts)
        part->drain(m_farewell);
    m_farewell.begin(std::move(done));
}

} // namespace linnet
