// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/socketio/enginesession.h"
#include "server/transport/socketio/packet.h"
#include "server/transport/socketio/socket.h"

#include <QHash>

#include <vector>

namespace linnet::socketio {

//! \brief Who may come in where, and how long a client may hesitate.
struct ServerRules
{
    //! Asked for each client that comes.
    std::function<std::chrono::milliseconds()> connectTimeout = [] {
        return std::chrono::seconds(5);
    };
    //! What clients call a namespace, and the one it stands for.
    QHash<QByteArray, QByteArray> nameSpaces = {{"/", "/"}};
    ConnectHandler connected;
    //! Null: a client that lost its connection begins anew.
    std::shared_ptr<SessionRecovery> recovery = {};
};

//! \brief What one Engine.IO session carries: the client's connections to namespaces.
class Client : public EngineSession::Listener
{
public:
    //! \p rules and \p deadlines outlive the client, and so does the session, which owns it.
    Client(const ServerRules &rules, EngineSession &session, DeadlineQueue &deadlines,
           std::shared_ptr<const net::Request> request);
    ~Client() override;

    void opened() override;
    void received(EnginePacket message) override;
    void upgraded(std::shared_ptr<const net::Request> request) override;
    bool isBusy() const override;
    void closed(CloseReason reason) override;

    // For the sockets.
    EngineSession &session() { return m_session; }
    void send(Packet packet, const std::vector<QByteArray> &attachments = {});
    void accepted();
    void refuse(const QByteArray &nameSpace, const QByteArray &message, const QByteArray &data);
    //! Forgets the socket of \p nameSpace and tells it.
    void leave(const QByteArray &nameSpace, CloseReason reason);

private:
    struct Incomplete
    {
        Packet packet;
        std::vector<QByteArray> attachments;
        net::BodyShare share;
        qint64 bytes = 0; //!< Of the message so far.
    };

    void receivedText(const QByteArray &text);
    void receivedBinary(const QByteArray &bytes);
    bool grow(qint64 bytes);
    void dispatch(const Packet &packet, std::vector<QByteArray> attachments);
    void connectTo(const Packet &packet);
    void hesitate();
    bool isLetIn() const; //!< To any namespace.
    std::shared_ptr<Socket> find(const QByteArray &nameSpace) const;
    Recovered recoveredFor(const QByteArray &nameSpace, const QByteArray &auth) const;

    const ServerRules &m_rules;
    EngineSession &m_session;
    DeadlineQueue &m_deadlines;
    std::shared_ptr<const net::Request> m_request;
    std::vector<std::pair<QByteArray, std::shared_ptr<Socket>>> m_sockets; // Few: a list is small.
    std::unique_ptr<Incomplete> m_incomplete;
    bool m_hasAsked = false; //!< To be let into a namespace.
    std::unique_ptr<Deadline> m_connectTimeout; // Null while the client is in a namespace.
};

} // namespace linnet::socketio
