// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/reply.h"
#include "server/transport/sockets/deadline.h"
#include "server/transport/sse/eventstream.h"
#include "server/transport/sse/ssesettings.h"

namespace linnet {

//! \brief One EventSource: a client that listens and says nothing.
class SseSocket : public ClientSocket, public std::enable_shared_from_this<SseSocket>
{
public:
    //! \p settings and \p deadlines outlive the socket.
    SseSocket(const SseSettings &settings, DeadlineQueue &deadlines,
              std::shared_ptr<const net::Request> request, net::Reply reply);

    //! Once. \p over is told when the connection has ended; it may forget the socket.
    void start(std::function<void()> over);

    const QByteArray &id() const override { return m_id; }
    const QByteArray &nameSpace() const override;
    const Handshake &handshake() const override { return m_handshake; }
    bool isOpen() const override { return m_state == State::Open; }
    qint64 backlog() const override { return m_stream->backlog(); }
    SocketTransport transport() const override { return SocketTransport::EventStream; }

    void accept() override;
    void refuse(const QByteArray &message, const QByteArray &data = {}) override;
    void emitEvent(const PreparedEvent &event) override;
    //! Does nothing: a listener cannot answer.
    void emitArguments(const Arguments &arguments, Acknowledged acknowledged = {}) override;
    //! Where the server goes down, the client is told when to come back.
    void close(CloseReason reason) override;

private:
    enum class State : char {
        Waiting, // The application decides.
        Open,
        Over,
    };

    void send(const QByteArray &bytes);
    void sendAway();
    void breathe();
    void end(CloseReason reason);

    const SseSettings &m_settings;
    const QByteArray m_id;
    State m_state = State::Waiting;
    net::Reply m_reply;
    std::shared_ptr<EventStream> m_stream = std::make_shared<EventStream>();
    Handshake m_handshake;
    std::function<void()> m_over;
    Deadline m_breath;
};

} // namespace linnet
