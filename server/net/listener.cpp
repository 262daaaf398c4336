// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/listener.h"

#include "server/net/socketaddress.h"

#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>
#include <utility>

namespace linnet::net {

namespace {

constexpr int Backlog = 1024;

void enable(int descriptor, int level, int option, int value = 1)
{
    setsockopt(descriptor, level, option, &value, sizeof value);
}

Error unusable(const ListenerSettings &settings, int number)
{
    const QString name = settings.address.protocol() == QAbstractSocket::IPv6Protocol
        ? QStringLiteral("[%1]:%2")
        : QStringLiteral("%1:%2");
    return {Error::Kind::Unavailable, QLatin1String("listen_failed"),
            QStringLiteral("Cannot listen on %1: %2.")
                .arg(name.arg(settings.address.toString()).arg(settings.port))
                .arg(QString::fromLocal8Bit(std::strerror(number)))};
}

} // namespace

Result<Listener> Listener::open(const ListenerSettings &settings)
{
    const SocketAddress address = SocketAddress::of(settings.address, settings.port);
    const int family = address.storage.ss_family;
    Listener listener(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int descriptor = listener.descriptor();
    if (descriptor < 0)
        return unusable(settings, errno);
    enable(descriptor, SOL_SOCKET, SO_REUSEADDR);
    enable(descriptor, IPPROTO_TCP, TCP_NODELAY); // Inherited by what is accepted.
    if (family == AF_INET6) {
        // Said for either case: the default is the system's to choose.
        const bool isDual = settings.address == QHostAddress(QHostAddress::Any);
        enable(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, isDual ? 0 : 1);
    }
    if (::bind(descriptor, address.data(), address.length) != 0
        || ::listen(descriptor, Backlog) != 0)
        return unusable(settings, errno);
    listener.m_port = SocketAddress::localOf(descriptor).port();
    return listener;
}

Listener::Listener(Listener &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_port(other.m_port)
{}

Listener::~Listener()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace linnet::net
