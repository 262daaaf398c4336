// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/waittimes.h"

#include <QByteArray>
#include <QHash>
#include <QSslSocket>

#include <chrono>
#include <memory>

namespace linnet::test {

//! \brief One HTTP answer as it came in.
struct RawReply
{
    int status = 0; //!< 0: there was no whole answer.
    QHash<QByteArray, QByteArray> headers; //!< Names in lower case.
    QByteArray body;
};

//! \brief A TCP client that sends exactly the bytes it is given. Runs the event loop while it
//! waits.
class RawClient
{
public:
    //! Connects to \p address, by default over IPv4's loopback.
    explicit RawClient(quint16 port, const QHostAddress &address = QHostAddress::LocalHost);
    //! The same over TLS, trusting whatever certificate is shown.
    static std::unique_ptr<RawClient> secure(quint16 port);

    QTcpSocket &socket() { return *m_socket; }
    //! \return the socket of a client made by secure().
    QSslSocket &sslSocket() { return static_cast<QSslSocket &>(*m_socket); }
    bool isConnected() const { return m_socket->state() == QAbstractSocket::ConnectedState; }

    void send(const QByteArray &bytes);

    //! \return the next answer; \p toHead where it answers a HEAD request. Interim answers (1xx)
    //! are returned like others.
    RawReply reply(bool toHead = false);

    //! Sends \p bytes and waits for one answer.
    RawReply ask(const QByteArray &bytes);

    //! \return what has come in once there are \p count bytes, or less at the end.
    QByteArray read(qsizetype count);

    //! \return whether the server closes the connection in time; what comes until then is kept.
    bool waitForClose(std::chrono::milliseconds most = LongPatience);

    //! Bytes that came in and were not asked for.
    QByteArray &buffer();

private:
    explicit RawClient(std::unique_ptr<QTcpSocket> socket);
    bool waitUntil(const std::function<bool()> &isThere,
                   std::chrono::milliseconds most = LongPatience);

    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_buffer;
};

} // namespace linnet::test
