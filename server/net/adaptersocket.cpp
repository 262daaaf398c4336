// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/adaptersocket.h"

#include <algorithm>

namespace linnet::net {

AdapterSocket::AdapterSocket(const Peer &peer, QObject *parent)
    : QTcpSocket(parent)
{
    setOpenMode(ReadWrite);
    setSocketState(ConnectedState);
    setPeerAddress(peer.address);
    setLocalAddress(peer.localAddress);
    setLocalPort(peer.localPort);
}

AdapterSocket::~AdapterSocket()
{
    // QAbstractSocket's own destructor aborts what is still connected, and expects an engine.
    setSocketState(UnconnectedState);
    setOpenMode(NotOpen);
}

void AdapterSocket::feed(QByteArrayView bytes)
{
    m_input.append(bytes);
    emit readyRead();
}

void AdapterSocket::stopBuffering()
{
    QIODevice::open(ReadWrite | Unbuffered); // Opening again is what empties QIODevice's buffers.
}

qint64 AdapterSocket::bytesAvailable() const
{
    return unread() + QIODevice::bytesAvailable();
}

bool AdapterSocket::canReadLine() const
{
    return m_input.indexOf('\n', m_read) >= 0 || QIODevice::canReadLine();
}

void AdapterSocket::disconnectFromHost()
{
    if (state() == UnconnectedState)
        return;
    setSocketState(UnconnectedState);
    emit stateChanged(UnconnectedState);
    emit disconnected();
}

void AdapterSocket::close()
{
    QIODevice::close();
    disconnectFromHost();
}

qint64 AdapterSocket::readData(char *data, qint64 most)
{
    const auto size = qMin(most, unread());
    std::copy_n(m_input.constData() + m_read, size, data);
    consume(size);
    return size;
}

qint64 AdapterSocket::skipData(qint64 most)
{
    const auto size = qMin(most, unread());
    consume(size);
    return size;
}

qint64 AdapterSocket::writeData(const char *data, qint64 size)
{
    if (m_output)
        m_output->append(data, size);
    return size;
}

void AdapterSocket::consume(qint64 size)
{
    m_read += size;
    if (m_read < m_input.size())
        return;
    m_input = QByteArray(); // Nothing is kept while the client is silent.
    m_read = 0;
}

} // namespace linnet::net
