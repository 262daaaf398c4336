// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawsocket.h"

#include <QFile>

#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace linnet::test {

RawSocket::RawSocket(quint16 port)
    : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address);
}

RawSocket::RawSocket(RawSocket &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{}

RawSocket::~RawSocket()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

qint64 RawSocket::send(QByteArrayView bytes)
{
    return std::max<qint64>(0,
                            ::send(m_descriptor, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL));
}

QByteArray RawSocket::read(qint64 most)
{
    QByteArray bytes(most, Qt::Uninitialized);
    bytes.resize(std::max<qint64>(0, ::recv(m_descriptor, bytes.data(), size_t(most), 0)));
    return bytes;
}

bool RawSocket::isClosed()
{
    char byte = 0;
    const ssize_t result = ::recv(m_descriptor, &byte, 1, MSG_PEEK);
    return result == 0 || (result < 0 && errno != EAGAIN);
}

} // namespace linnet::test
