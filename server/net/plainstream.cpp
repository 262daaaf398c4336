// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/stream.h"

#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace linnet::net {

namespace {

Stream::Outcome failure()
{
    const bool mayRetry = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    return {mayRetry ? Stream::Status::Again : Stream::Status::Failed};
}

class PlainStream final : public Stream
{
public:
    explicit PlainStream(int descriptor)
        : m_descriptor(descriptor)
    {}
    PlainStream(const PlainStream &) = delete;
    PlainStream &operator=(const PlainStream &) = delete;
    ~PlainStream() override { ::close(m_descriptor); }

    int descriptor() const override { return m_descriptor; }

    Status handshake() override { return Status::Done; }

    Outcome read(std::span<char> buffer) override
    {
        const ssize_t bytes = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
        if (bytes < 0)
            return failure();
        return {bytes == 0 ? Status::Ended : Status::Done, bytes};
    }

    Outcome write(std::span<const iovec> pieces) override
    {
        msghdr message{};
        message.msg_iov = const_cast<iovec *>(pieces.data());
        message.msg_iovlen = pieces.size();
        const ssize_t bytes = ::sendmsg(m_descriptor, &message, MSG_NOSIGNAL);
        if (bytes < 0)
            return failure();
        return {Status::Done, bytes};
    }

    void finish() override { ::shutdown(m_descriptor, SHUT_WR); }

private:
    int m_descriptor;
};

} // namespace

std::unique_ptr<Stream> makePlainStream(int descriptor)
{
    return std::make_unique<PlainStream>(descriptor);
}

} // namespace linnet::net
