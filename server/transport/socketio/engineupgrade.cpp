// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/engineupgrade.h"

#include "server/transport/sockets/lastwords.h"

namespace linnet::socketio {

namespace {

constexpr quint16 NormalClosure = 1000;

} // namespace

EngineUpgrade::EngineUpgrade(std::unique_ptr<net::WebSocket> socket, DeadlineQueue &deadlines,
                             std::chrono::milliseconds timeout, Outcome outcome)
    : m_socket(std::move(socket))
    , m_outcome(std::move(outcome))
    , m_timeout(deadlines, [this] { fail(); })
{
    m_timeout.start(timeout);
    net::WebSocket *const candidate = m_socket.get();
    QObject::connect(candidate, &net::WebSocket::textReceived, candidate,
                     [this](const QByteArray &text) { received(text); });
    QObject::connect(candidate, &net::WebSocket::binaryReceived, candidate, [this] { fail(); });
    QObject::connect(candidate, &net::WebSocket::closed, candidate, [this] {
        m_socket.release()->deleteLater();
        fail();
    });
}

EngineUpgrade::~EngineUpgrade()
{
    if (m_socket)
        closeAndForget(std::move(m_socket), NormalClosure);
}

void EngineUpgrade::received(const QByteArray &text)
{
    if (text == "2probe") {
        m_isProbed = true;
        m_socket->send(net::Frame::text("3probe"));
        m_outcome.probed();
    } else if (text == "5" && m_isProbed) {
        m_socket->disconnect();
        const auto completed = m_outcome.completed; // Destroys this.
        completed(std::move(m_socket));
    } else {
        fail();
    }
}

void EngineUpgrade::fail()
{
    const auto failed = m_outcome.failed; // Destroys this.
    failed();
}

} // namespace linnet::socketio
