// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

#include <optional>
#include <sys/socket.h>

namespace linnet::net {

//! \brief An address and a port as the kernel has them.
struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t length = sizeof(sockaddr_storage);

    static SocketAddress of(const QHostAddress &address, quint16 port);
    //! \return that of a Unix socket; nothing if \p path is too long for one.
    static std::optional<SocketAddress> ofFile(const QByteArray &path);
    //! \return what \p descriptor is bound to.
    static SocketAddress localOf(int descriptor);

    //! \return the address; IPv4 also where it came in mapped into IPv6. Null of a Unix socket.
    QHostAddress address() const;
    quint16 port() const;

    sockaddr *data() { return reinterpret_cast<sockaddr *>(&storage); }
    const sockaddr *data() const { return reinterpret_cast<const sockaddr *>(&storage); }
};

} // namespace linnet::net
