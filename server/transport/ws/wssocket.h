// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/websocket.h"
#include "server/transport/sockets/clientsocket.h"
#include "server/transport/sockets/deadline.h"
#include "server/transport/ws/wsmessage.h"
#include "server/transport/ws/wssettings.h"

#include <map>

namespace linnet {

//! \brief One client on a plain WebSocket with the subprotocol linnet.v1.
//!
//! Its first message is {"event":"auth","data":{…}}, unless the request that opened it already
//! names a token; what it says is handshake().auth then. Owned by its WsPart until it is closed.
class WsSocket : public ClientSocket, public std::enable_shared_from_this<WsSocket>
{
public:
    //! \p settings and \p deadlines outlive the socket.
    WsSocket(const WsSettings &settings, DeadlineQueue &deadlines,
             std::unique_ptr<net::WebSocket> socket, std::shared_ptr<const net::Request> request);
    ~WsSocket() override;

    //! Once. \p over is told when the connection has ended; it may forget the socket.
    void start(std::function<void()> over);

    const QByteArray &id() const override { return m_id; }
    const QByteArray &nameSpace() const override;
    const Handshake &handshake() const override { return m_handshake; }
    bool isOpen() const override { return m_socket && m_state == State::Accepted; }
    qint64 backlog() const override { return m_socket ? m_socket->backlog() : 0; }
    SocketTransport transport() const override { return SocketTransport::PlainWebSocket; }

    void accept() override;
    void refuse(const QByteArray &message, const QByteArray &data = {}) override;
    void emitEvent(const PreparedEvent &event) override;
    void emitArguments(const Arguments &arguments, Acknowledged acknowledged = {}) override;
    void close(CloseReason reason) override;

private:
    enum class State : char {
        Silent, // Has not said who it is.
        Waiting, // The application decides.
        Accepted,
    };

    void received(const QByteArray &text);
    void receive(const WsMessage &message);
    void identify(const QByteArray &auth);
    void receiveEvent(const WsMessage &message);
    Ack ackFor(const QByteArray &id);
    void answer(const QByteArray &id, const Arguments &arguments);
    void send(const net::Frame &frame);
    void expired();
    void heartbeat();
    void end(CloseReason reason);

    const WsSettings &m_settings;
    const QByteArray m_id;
    State m_state = State::Silent;
    std::unique_ptr<net::WebSocket> m_socket; // Null when it is over.
    std::function<void()> m_over;
    Handshake m_handshake;
    std::vector<WsMessage> m_early; // What came before accept().
    qint64 m_earlyBytes = 0; // Of that.
    std::map<QByteArray, Acknowledged> m_acks;
    quint64 m_lastId = 0;
    DeadlineQueue::Time m_pingedAt = {};
    Deadline m_deadline; // For the client to be let in, and from then on to be heard of.
};

} // namespace linnet
