// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/sockets/clientsocket.h"

#include <QList>

namespace linnet::test {

//! \brief A client's connection that keeps what it is told.
class FakeClientSocket : public ClientSocket
{
public:
    explicit FakeClientSocket(const QByteArray &auth = "{}", net::Headers headers = {},
                              const QByteArray &query = {})
    {
        const auto request = std::make_shared<net::Request>();
        request->headers = std::move(headers);
        request->query = query;
        request->peer.address = QHostAddress(QHostAddress::LocalHost);
        m_handshake = {request, auth};
    }

    const QByteArray &id() const override { return m_id; }
    const QByteArray &nameSpace() const override { return m_nameSpace; }
    const Handshake &handshake() const override { return m_handshake; }
    void accept() override { accepted = true; }
    void refuse(const QByteArray &message, const QByteArray &data) override
    {
        open = false;
        refusal = message + data;
    }
    void emitEvent(const PreparedEvent &event) override
    {
        heard.append(event.name() + ' ' + event.json());
    }
    void emitArguments(const Arguments &arguments, Acknowledged) override
    {
        heard.append(arguments.json);
    }
    qint64 backlog() const override { return untaken; }
    SocketTransport transport() const override { return wire; }
    void close(CloseReason reason) override
    {
        open = false;
        closedFor = reason;
        const auto closed = m_closed;
        if (closed)
            closed(reason);
    }
    bool isOpen() const override { return open; }
    bool mayUpgrade() const override { return polling; }

    //! The client has come in over the Unix socket of that index, as a user of the machine.
    void comeInLocally(int listener, uid_t uid)
    {
        auto request = std::make_shared<net::Request>(*m_handshake.request);
        request->peer = {.address = {}, .localAddress = {}, .listener = listener, .uid = uid};
        m_handshake.request = request;
    }

    //! The client has come by a way in where \p dialect is spoken.
    void speak(const QByteArray &dialect) { m_handshake.dialect = dialect; }

    //! The client has come in at the listener of that index.
    void comeInAt(int listener)
    {
        auto request = std::make_shared<net::Request>(*m_handshake.request);
        request->peer.listener = listener;
        m_handshake.request = request;
    }

    //! The client has asked to be let in before, on the same connection.
    void comeAgain() { m_handshake.isRepeated = true; }

    //! The client comes with another request.
    void upgrade(net::Headers headers)
    {
        net::Request request;
        request.headers = std::move(headers);
        polling = false;
        m_upgraded(request);
    }

    //! The client sends an event and waits for its acknowledgement, which goes to answers.
    void say(const QByteArray &name, const QByteArray &json)
    {
        (*m_event)(name, {json, {}},
                   [this](const Arguments &arguments) { answers.append(arguments.json); });
    }

    bool accepted = false;
    bool open = true;
    bool polling = false;
    qint64 untaken = 0;
    SocketTransport wire = SocketTransport::SocketIoWebSocket;
    QByteArray refusal;
    QList<QByteArray> heard;
    QList<QByteArray> answers;
    std::optional<CloseReason> closedFor;

private:
    QByteArray m_id = "socket";
    QByteArray m_nameSpace = "/";
    Handshake m_handshake;
};

} // namespace linnet::test
