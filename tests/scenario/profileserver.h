// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/server.h"
#include "server/transport/protocolprofile/protocolprofile.h"
#include "tests/support/rawclient.h"
#include "tests/support/waittimes.h"

#include <QWebSocket>

namespace linnet::test {

//! \brief A whole server in the protocol profile, on a free loopback port and two I/O threads.
class ProfileServer
{
public:
    using Suite = ProtocolProfile::Suite;
    using Pace = ProtocolProfile::Pace;

    //! For clients that a busy machine holds up: only those are taken for dead that are.
    static constexpr Pace Patient{std::chrono::minutes(5), 4 * Patience, 4 * Patience};
    //! The same, with pings that one need not wait for.
    static constexpr Pace OftenPinging{std::chrono::milliseconds(300), 4 * Patience, 4 * Patience};

    //! \param pace ProtocolProfile::paceOf() only where that is what is measured.
    explicit ProfileServer(Suite suite = Suite::Protocol, const Pace &pace = Patient);

    quint16 port() const { return m_server->port(); }
    int connectionCount() const { return m_server->connectionCount(); }

    //! Each request has a connection of its own, so that it may meet either thread.
    RawReply get(const QByteArray &target) const;
    RawReply post(const QByteArray &target, const QByteArray &body,
                  const QByteArray &type = "text/plain;charset=UTF-8") const;
    //! \return "METHOD target HTTP/1.1" with \p headers, each ended by CRLF, and the empty line.
    static QByteArray request(const QByteArray &method, const QByteArray &target,
                              const QByteArray &headers = {});

private:
    ProtocolProfile m_profile;
    std::unique_ptr<net::Server> m_server;
};

//! \brief A WebSocket client that keeps what it hears until it is asked for.
class WebSocketClient
{
public:
    //! Connects to \p target, and waits for it.
    WebSocketClient(quint16 port, const QByteArray &target);
    WebSocketClient(const ProfileServer &server, const QByteArray &target)
        : WebSocketClient(server.port(), target)
    {}

    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    void say(const QByteArray &text) { m_socket.sendTextMessage(QString::fromUtf8(text)); }
    void sayBytes(const QByteArray &bytes) { m_socket.sendBinaryMessage(bytes); }
    void close() { m_socket.close(); }

    //! \return the next message; pings of Engine.IO are answered on the way. Null if none comes in
    //! time or the server closes. A binary one has "<binary>" in front.
    QByteArray hear();
    //! \return the next message, pings included.
    QByteArray hearAny();
    //! \return whether the server closes the connection in time.
    bool waitForClose();
    quint16 closeCode() const { return m_socket.closeCode(); }

private:
    QWebSocket m_socket;
    QByteArrayList m_heard;
};

//! \brief A session on polling, as a client without a library has it.
class PollingSession
{
public:
    PollingSession(const ProfileServer &server, const QByteArray &path,
                   const QByteArray &version = "4", const QByteArray &parameters = {});

    const QByteArray &sid() const { return m_sid; }
    const RawReply &opened() const { return m_opened; }
    //! \return the target of this session's requests over \p transport.
    QByteArray target(const QByteArray &transport = "polling") const;

    RawReply poll() const { return m_server.get(target()); }
    RawReply post(const QByteArray &body, const QByteArray &type = "text/plain;charset=UTF-8") const
    {
        return m_server.post(target(), body, type);
    }
    //! \return a connection on which a poll has been sent and not been answered.
    std::unique_ptr<RawClient> pendingPoll() const;

private:
    const ProfileServer &m_server;
    const QByteArray m_path;
    const QByteArray m_version;
    RawReply m_opened;
    QByteArray m_sid;
};

} // namespace linnet::test
