// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sse/ssepart.h"

#include "server/transport/sockets/farewell.h"

namespace linnet {

namespace {

net::Response onlyGet()
{
    net::Response response;
    response.status = 405;
    response.headers.add("allow", "GET");
    response.headers.add("content-type", "application/json");
    response.body = R"({"success":false,"message":"Only GET is served here."})";
    return response;
}

} // namespace

SsePart::SsePart(SseSettings settings, std::shared_ptr<DeadlineQueue> deadlines)
    : m_settings(std::move(settings))
    , m_deadlines(std::move(deadlines))
{}

SsePart::~SsePart()
{
    const auto sockets = m_sockets; // Closing takes them out.
    for (const auto &[key, socket] : sockets)
        socket->close(CloseReason::ShuttingDown);
}

bool SsePart::handles(QByteArrayView path) const
{
    return std::any_of(m_settings.paths.begin(), m_settings.paths.end(),
                       [path](const QByteArray &each) { return path == each; });
}

void SsePart::handle(net::Request request, net::Reply reply)
{
    if (request.method != "GET")
        return reply.send(onlyGet());
    const auto socket = std::make_shared<SseSocket>(
        m_settings, *m_deadlines, std::make_shared<const net::Request>(std::move(request)),
        std::move(reply));
    if (m_isGoingDown)
        return socket->close(CloseReason::ShuttingDown);
    m_sockets.emplace(socket.get(), socket);
    socket->start([this, key = socket.get()] { m_sockets.erase(key); });
}

void SsePart::drain(Farewell &farewell)
{
    m_isGoingDown = true;
    for (const auto &[key, socket] : m_sockets)
        farewell.add(socket);
}

} // namespace linnet
