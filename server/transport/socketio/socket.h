// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/socketio/packet.h"
#include "server/transport/socketio/sessionrecovery.h"
#include "server/transport/sockets/clientsocket.h"

#include <map>

namespace linnet::socketio {

class Client;

//! \brief One client in one namespace.
class Socket : public ClientSocket, public std::enable_shared_from_this<Socket>
{
public:
    //! \p wireName is what the client calls the namespace, \p nameSpace what it stands for. With a
    //! \p recovered session the socket goes on where an earlier one ended.
    Socket(Client &client, QByteArray wireName, QByteArray nameSpace, Handshake handshake,
           Recovered recovered = {});
    ~Socket() override;

    const QByteArray &id() const override { return m_id; }
    const QByteArray &nameSpace() const override { return m_nameSpace; }
    const Handshake &handshake() const override { return m_handshake; }
    bool isOpen() const override { return m_client && m_isAccepted; }
    bool mayUpgrade() const override;
    qint64 backlog() const override;
    SocketTransport transport() const override;

    void accept() override;
    void refuse(const QByteArray &message, const QByteArray &data = {}) override;
    void emitEvent(const PreparedEvent &event) override;
    void emitArguments(const Arguments &arguments, Acknowledged acknowledged = {}) override;
    void close(CloseReason reason) override;

    // For the client.
    //! Says that it is let in, also to a client that asks again; nothing before that is so.
    void greet();
    //! An event or an acknowledgement arrived, attachments and all.
    void receive(const Packet &packet, std::vector<QByteArray> attachments);
    void upgraded(const net::Request &request);
    //! The client left the namespace, or is gone.
    void ended(CloseReason reason);
    //! \return null, unless the socket was let in and can be recovered.
    std::shared_ptr<RecoverableSession> session() const;

private:
    QByteArray greeting() const;
    void receiveEvent(const Packet &packet, Arguments arguments);
    Ack ackFor(const Packet &packet);
    void sendAck(quint64 id, const Arguments &arguments);

    Client *m_client; // Null when it is over.
    Recovered m_recovered;
    const QByteArray m_id;
    const QByteArray m_wireName;
    const QByteArray m_nameSpace;
    Handshake m_handshake;
    bool m_isAccepted = false;
    std::vector<std::pair<Packet, Arguments>> m_early; // Events that came before accept().
    qint64 m_earlyBytes = 0; // Of them.
    std::map<quint64, Acknowledged> m_acks;
    quint64 m_lastAckId = 0;
};

} // namespace linnet::socketio
