// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/echoapplication.h"

#include "tests/support/waittimes.h"

namespace linnet::test {

namespace {

void echo(net::Request request, net::Reply reply)
{
    net::Response response;
    response.headers.add("content-type", "text/plain");
    response.body = request.method + ' ' + request.path;
    if (!request.query.isEmpty())
        response.body += '?' + request.query;
    response.body += '\n' + request.body;
    reply.send(std::move(response));
}

void echoMessages(std::unique_ptr<net::WebSocket> socket, const net::Request &)
{
    net::WebSocket *const open = socket.release();
    QObject::connect(open, &net::WebSocket::textReceived, open,
                     [open](const QByteArray &text) { open->send(net::Frame::text(text)); });
    QObject::connect(open, &net::WebSocket::binaryReceived, open,
                     [open](const QByteArray &bytes) { open->send(net::Frame::binary(bytes)); });
    QObject::connect(open, &net::WebSocket::closed, open, &QObject::deleteLater);
}

net::UpgradePlan refuseUpgrade(const net::Request &, net::IoThread &)
{
    net::UpgradePlan plan;
    plan.refusal.emplace();
    plan.refusal->status = 404;
    return plan;
}

} // namespace

EchoApplication::EchoApplication(net::IoThread &thread, Behaviour behaviour)
    : m_thread(thread)
    , m_behaviour(std::move(behaviour))
{
    if (!m_behaviour.handle)
        m_behaviour.handle = echo;
    if (!m_behaviour.planBody)
        m_behaviour.planBody = [](const net::Request &) { return net::BodyPlan{1 << 20, {}, {}}; };
    if (!m_behaviour.planUpgrade)
        m_behaviour.planUpgrade = refuseUpgrade;
    if (!m_behaviour.opened)
        m_behaviour.opened = echoMessages;
}

net::BodyPlan EchoApplication::planBody(const net::Request &head)
{
    return m_behaviour.planBody(head);
}

void EchoApplication::handle(net::Request request, net::Reply reply)
{
    m_behaviour.handle(std::move(request), std::move(reply));
}

net::UpgradePlan EchoApplication::planUpgrade(const net::Request &request)
{
    return m_behaviour.planUpgrade(request, m_thread);
}

void EchoApplication::opened(std::unique_ptr<net::WebSocket> socket, net::Request request)
{
    m_behaviour.opened(std::move(socket), std::move(request));
}

void EchoApplication::drain(std::function<void()> done)
{
    if (m_behaviour.drain)
        m_behaviour.drain(std::move(done));
    else
        done();
}

net::ServerSettings patientSettings()
{
    net::ServerSettings settings;
    net::Limits &limits = settings.limits;
    for (auto *limit : {&limits.handshake, &limits.head, &limits.bodyWindow, &limits.keepAlive,
                        &limits.stalledOutput})
        *limit = LongPatience;
    return settings;
}

std::unique_ptr<net::Server> startServer(Behaviour behaviour, net::ServerSettings settings)
{
    if (settings.listeners.empty())
        settings.listeners.emplace_back();
    auto server = std::make_unique<net::Server>(
        std::move(settings), [behaviour = std::move(behaviour)](net::IoThread &thread) {
            return std::make_unique<EchoApplication>(thread, behaviour);
        });
    if (const auto started = server->start(); !started) {
        qWarning("%s", qPrintable(started.error().message));
        return nullptr;
    }
    return server;
}

} // namespace linnet::test
