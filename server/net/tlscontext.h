// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/net/stream.h"

#include <QString>

#include <memory>

using SSL_CTX = struct ssl_ctx_st;

namespace linnet::net {

//! \brief A certificate with its key, and how TLS is spoken with it: 1.2 or later, HTTP/1.1 in it.
//!
//! Safe from any thread once loaded. Streams outlive it.
class TlsContext
{
public:
    //! Loads PEM files. \return which of them is not usable, and why.
    static Result<std::shared_ptr<const TlsContext>> load(const QString &certificate,
                                                          const QString &key);

    //! Takes over \p descriptor of a client that is about to begin its handshake; null if there is
    //! no memory for it, and the descriptor is closed.
    std::unique_ptr<Stream> accept(int descriptor) const;

private:
    struct Free
    {
        void operator()(SSL_CTX *context) const;
    };

    explicit TlsContext(SSL_CTX *context)
        : m_context(context)
    {}

    std::unique_ptr<SSL_CTX, Free> m_context;
};

} // namespace linnet::net
