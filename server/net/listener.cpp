// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/listener.h"

#include "server/net/socketaddress.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace linnet::net {

namespace {

constexpr int Backlog = 1024;

void enable(int descriptor, int level, int option, int value = 1)
{
    setsockopt(descriptor, level, option, &value, sizeof value);
}

QString nameOf(const ListenerSettings &settings)
{
    if (!settings.path.isEmpty())
        return QStringLiteral("unix:") + settings.path;
    const QString name = settings.address.protocol() == QAbstractSocket::IPv6Protocol
        ? QStringLiteral("[%1]:%2")
        : QStringLiteral("%1:%2");
    return name.arg(settings.address.toString()).arg(settings.port);
}

Error unusable(const ListenerSettings &settings, int number)
{
    return {Error::Kind::Unavailable, QLatin1String("listen_failed"),
            QStringLiteral("Cannot listen on %1: %2.")
                .arg(nameOf(settings), QString::fromLocal8Bit(std::strerror(number)))};
}

bool isAnswered(const SocketAddress &address)
{
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const bool isRefused =
        ::connect(descriptor, address.data(), address.length) != 0 && errno == ECONNREFUSED;
    ::close(descriptor);
    return !isRefused;
}

//! Removes what a server that was killed left at \p file, whose address is \p address.
//! \return 0, or the number of the error why there is no room for another.
int makeRoom(const QByteArray &file, const SocketAddress &address)
{
    struct stat status = {};
    if (::lstat(file.constData(), &status) != 0)
        return errno == ENOENT ? 0 : errno;
    if (!S_ISSOCK(status.st_mode))
        return EEXIST;
    if (isAnswered(address))
        return EADDRINUSE;
    return ::unlink(file.constData()) == 0 ? 0 : errno;
}

} // namespace

Result<Listener> Listener::open(const ListenerSettings &settings)
{
    return settings.path.isEmpty() ? openTcp(settings) : openLocal(settings);
}

Result<Listener> Listener::openLocal(const ListenerSettings &settings)
{
    const QByteArray file = QFile::encodeName(settings.path);
    const auto address = SocketAddress::ofFile(file);
    if (!address)
        return unusable(settings, ENAMETOOLONG);
    Listener listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int descriptor = listener.descriptor();
    if (descriptor < 0)
        return unusable(settings, errno);
    if (const int number = makeRoom(file, *address); number != 0)
        return unusable(settings, number);
    // Linux gives the file the permissions of the socket: nobody gets in before they are set.
    if (::fchmod(descriptor, S_IRUSR | S_IWUSR) != 0
        || ::bind(descriptor, address->data(), address->length) != 0)
        return unusable(settings, errno);
    listener.m_file = file;
    if (::listen(descriptor, Backlog) != 0)
        return unusable(settings, errno);
    return listener;
}

Result<Listener> Listener::openTcp(const ListenerSettings &settings)
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
    , m_file(std::exchange(other.m_file, {}))
{}

Listener::~Listener()
{
    if (isLocal()) // Before it is closed, after which the name may be another server's.
        ::unlink(m_file.constData());
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace linnet::net
