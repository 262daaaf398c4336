// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/link.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace linnet::bench {

namespace {

//! Else a kernel has room for megabytes: segments are of 64 KiB over loopback.
void keepLittle(int descriptor)
{
    const int receiveBuffer = 4096;
    const int segment = 1400;
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
}

} // namespace

Link::Link(Loop &loop, const Target &target)
    : m_loop(loop)
    , m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    if (target.isFar)
        keepLittle(m_descriptor);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(target.port);
    ::inet_pton(AF_INET, target.address.c_str(), &address.sin_addr);
    if (::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address)
        != 0) {
        std::perror("connect");
        std::exit(1);
    }
    const int yes = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ::fcntl(m_descriptor, F_SETFL, O_NONBLOCK);
    m_loop.add(m_descriptor, this);
}

Link::~Link()
{
    close();
}

void Link::close()
{
    if (isClosed())
        return;
    m_loop.remove(m_descriptor);
    ::close(m_descriptor);
    m_descriptor = -1;
}

void Link::write(std::string_view bytes)
{
    m_out.append(bytes);
    if (!m_isDirty && !m_isWaiting) {
        m_isDirty = true;
        m_loop.flushLater(this);
    }
}

void Link::flush()
{
    m_isDirty = false;
    if (isClosed() || m_out.empty())
        return;
    const auto sent = ::send(m_descriptor, m_out.data(), m_out.size(), MSG_NOSIGNAL);
    if (sent > 0)
        m_out.erase(0, size_t(sent));
    else if (sent < 0 && errno != EAGAIN)
        return close();
    const bool mustWait = !m_out.empty();
    if (mustWait != m_isWaiting) {
        m_isWaiting = mustWait;
        m_loop.watchWrites(m_descriptor, this, mustWait);
    }
}

void Link::writable()
{
    flush();
}

void Link::sip()
{
    char byte = 0;
    static_cast<void>(::recv(m_descriptor, &byte, 1, 0));
}

void Link::readable()
{
    if (isClosed())
        return;
    static std::array<char, 256 << 10> buffer;
    const auto count = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
    if (count == 0 || (count < 0 && errno != EAGAIN))
        return close();
    if (count < 0)
        return;
    const std::string_view bytes(buffer.data(), size_t(count));
    if (m_in.empty()) { // The usual case: nothing was left over, so nothing is copied.
        const size_t done = received(bytes);
        m_in.append(bytes.substr(done));
        return;
    }
    m_in.append(bytes);
    m_in.erase(0, received(m_in));
}

} // namespace linnet::bench
