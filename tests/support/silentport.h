// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpSocket>

namespace linnet::test {

//! \brief A port of loopback at which nobody listens, nor begins to while this lives: one that was
//! let go could be the next one that somebody else is given.
class SilentPort
{
public:
    SilentPort()
    {
        if (!m_socket.bind(QHostAddress::LocalHost, 0, QAbstractSocket::DontShareAddress))
            qFatal("Cannot bind.");
    }

    quint16 number() const { return m_socket.localPort(); }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(number()); }

private:
    QTcpSocket m_socket;
};

} // namespace linnet::test
