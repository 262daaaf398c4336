// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/socketaddress.h"

#include <cstring>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/un.h>

namespace linnet::net {

namespace {

void fill(sockaddr_in6 &to, const QHostAddress &address, quint16 port)
{
    to.sin6_family = AF_INET6;
    to.sin6_port = htons(port);
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::memcpy(&to.sin6_addr, bytes.c, sizeof bytes.c);
    to.sin6_scope_id = if_nametoindex(address.scopeId().toUtf8().constData());
}

} // namespace

SocketAddress SocketAddress::of(const QHostAddress &address, quint16 port)
{
    SocketAddress result;
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto &to = reinterpret_cast<sockaddr_in &>(result.storage);
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(address.toIPv4Address());
        result.length = sizeof to;
    } else {
        fill(reinterpret_cast<sockaddr_in6 &>(result.storage), address, port);
        result.length = sizeof(sockaddr_in6);
    }
    return result;
}

std::optional<SocketAddress> SocketAddress::ofFile(const QByteArray &path)
{
    SocketAddress result;
    auto &to = reinterpret_cast<sockaddr_un &>(result.storage);
    if (size_t(path.size()) >= sizeof to.sun_path)
        return std::nullopt;
    to.sun_family = AF_UNIX;
    std::memcpy(to.sun_path, path.constData(), size_t(path.size()));
    result.length = sizeof to;
    return result;
}

SocketAddress SocketAddress::localOf(int descriptor)
{
    SocketAddress result;
    getsockname(descriptor, result.data(), &result.length);
    return result;
}

QHostAddress SocketAddress::address() const
{
    const QHostAddress address(data());
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    // Qt makes an IPv4 address of the unspecified one, too.
    return isV4 && address != QHostAddress::AnyIPv6 ? QHostAddress(v4) : address;
}

quint16 SocketAddress::port() const
{
    if (storage.ss_family == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6 &>(storage).sin6_port);
    if (storage.ss_family == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in &>(storage).sin_port);
    return 0;
}

} // namespace linnet::net
