// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/acceptor.h"

#include "server/net/socketaddress.h"

#include <QTimer>

#include <cerrno>
#include <cstring>

namespace linnet::net {

namespace {

constexpr size_t BatchMost = 64;
constexpr std::chrono::milliseconds RestTime(100);

bool isTransient(int number)
{
    // Errors of the one connection that was to be accepted (accept(2)).
    return number == ECONNABORTED || number == EINTR || number == EPROTO || number == ENETDOWN
        || number == ENOPROTOOPT || number == EHOSTDOWN || number == EHOSTUNREACH
        || number == ENETUNREACH || number == EOPNOTSUPP;
}

//! \return who opened the Unix socket \p descriptor; nobody's number if the kernel does not tell.
uid_t userOf(int descriptor)
{
    ucred credentials = {0, uid_t(-1), gid_t(-1)};
    socklen_t length = sizeof credentials;
    getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length);
    return credentials.uid;
}

} // namespace

Acceptor::Acceptor(Listener listener, int index, Taker take)
    : m_listener(std::move(listener))
    , m_index(index)
    , m_take(std::move(take))
    , m_notifier(m_listener.descriptor(), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &Acceptor::acceptBatch);
}

void Acceptor::acceptBatch()
{
    std::vector<Accepted> batch;
    while (batch.size() < BatchMost && acceptOne(batch)) {}
    if (!batch.empty())
        m_take(std::move(batch));
}

bool Acceptor::acceptOne(std::vector<Accepted> &batch)
{
    SocketAddress remote;
    const int descriptor = ::accept4(m_listener.descriptor(), remote.data(), &remote.length,
                                     SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
        const SocketAddress local = SocketAddress::localOf(descriptor);
        Peer peer{remote.address(), local.address(), local.port(), m_index, false};
        if (m_listener.isLocal())
            peer.uid = userOf(descriptor);
        batch.push_back({descriptor, std::move(peer)});
        return true;
    }
    if (isTransient(errno))
        return true;
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        rest();
    return false;
}

//! Out of descriptors or memory: the queue stays readable, so asking at once would only burn time.
void Acceptor::rest()
{
    qWarning("New connections have to wait: %s", std::strerror(errno));
    m_notifier.setEnabled(false);
    QTimer::singleShot(RestTime, this, [this] { m_notifier.setEnabled(true); });
}

} // namespace linnet::net
