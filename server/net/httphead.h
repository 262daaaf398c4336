// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/httpfault.h"
#include "server/net/settings.h"

#include <optional>

namespace linnet::net {

//! \brief A request's head, judged: what it asks for, and how its body is framed.
struct HttpHead
{
    static constexpr qint64 Chunked = -1;

    Request request; //!< Without body and peer.
    qint64 contentLength = 0; //!< Chunked, or the body's bytes.
    bool isVersion10 = false;
    bool keepsAlive = true; //!< As the client wishes.
    bool expectsContinue = false;

    bool hasBody() const { return contentLength != 0; }
};

//! Parses \p block, from the request line to the empty line, both with their CRLF. Strict: what two
//! servers could read differently is refused, because that is how requests are smuggled.
//! \return why it is refused, or nothing.
std::optional<HttpFault> parseHttpHead(QByteArrayView block, const Limits &limits, HttpHead &head);

//! \return whether \p list, a comma-separated field value, has \p token in any case.
bool hasToken(QByteArrayView list, QByteArrayView token);

} // namespace linnet::net
