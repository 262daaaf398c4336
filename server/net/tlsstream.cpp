// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/tlsstream.h"

#include <algorithm>
#include <limits>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace linnet::net {

namespace {

//! \brief A server's end of TLS on a non-blocking socket.
class TlsStream final : public Stream
{
public:
    TlsStream(SSL *ssl, int descriptor)
        : m_ssl(ssl)
        , m_descriptor(descriptor)
    {
        SSL_set_fd(m_ssl, descriptor);
        SSL_set_accept_state(m_ssl);
    }
    TlsStream(const TlsStream &) = delete;
    TlsStream &operator=(const TlsStream &) = delete;
    ~TlsStream() override
    {
        SSL_free(m_ssl);
        ::close(m_descriptor);
    }

    int descriptor() const override { return m_descriptor; }
    bool readWantsWrite() const override { return m_readWantsWrite; }

    Status handshake() override
    {
        ERR_clear_error();
        const int result = SSL_do_handshake(m_ssl);
        return result == 1 ? succeeded() : failedReading(result);
    }

    Outcome read(std::span<char> buffer) override
    {
        ERR_clear_error();
        const int most = int(std::min<size_t>(buffer.size(), std::numeric_limits<int>::max()));
        const int bytes = SSL_read(m_ssl, buffer.data(), most);
        if (bytes <= 0)
            return {failedReading(bytes)};
        return {succeeded(), bytes};
    }

    Outcome write(std::span<const iovec> pieces) override
    {
        Outcome outcome{Status::Done};
        for (const iovec &piece : pieces) {
            const Outcome one = writeOne(piece);
            outcome.bytes += one.bytes;
            if (one.bytes == qint64(piece.iov_len))
                continue;
            if (outcome.bytes == 0)
                outcome.status = one.status;
            break;
        }
        return outcome;
    }

    void finish() override
    {
        ERR_clear_error();
        SSL_shutdown(m_ssl);
        ::shutdown(m_descriptor, SHUT_WR);
    }

private:
    Outcome writeOne(const iovec &piece)
    {
        ERR_clear_error();
        const int most = int(std::min<size_t>(piece.iov_len, std::numeric_limits<int>::max()));
        const int bytes = SSL_write(m_ssl, piece.iov_base, most);
        if (bytes > 0)
            return {Status::Done, bytes};
        const int why = SSL_get_error(m_ssl, bytes);
        const bool mayRetry = why == SSL_ERROR_WANT_WRITE || why == SSL_ERROR_WANT_READ;
        return {mayRetry ? Status::Again : Status::Failed};
    }

    Status succeeded()
    {
        m_readWantsWrite = false;
        return Status::Done;
    }

    Status failedReading(int result)
    {
        const int why = SSL_get_error(m_ssl, result);
        m_readWantsWrite = why == SSL_ERROR_WANT_WRITE;
        if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE)
            return Status::Again;
        return why == SSL_ERROR_ZERO_RETURN ? Status::Ended : Status::Failed;
    }

    SSL *m_ssl;
    int m_descriptor;
    bool m_readWantsWrite = false;
};

} // namespace

std::unique_ptr<Stream> makeTlsStream(SSL_CTX *context, int descriptor)
{
    SSL *const ssl = SSL_new(context);
    if (!ssl) {
        ::close(descriptor);
        return nullptr;
    }
    return std::make_unique<TlsStream>(ssl, descriptor);
}

} // namespace linnet::net
