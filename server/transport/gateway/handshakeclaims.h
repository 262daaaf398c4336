// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "server/transport/sockets/clientsocket.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief What a client says of who it is when it opens a socket.
struct HandshakeClaims
{
    QByteArray
        token; //!< Given as the proof: in the payload, or else as a Bearer token. May be empty.
    std::vector<QByteArray> cookies; //!< Tokens a browser sent by itself, in the order of HTTP.
    //! Named in the query or the payload. Null if it is no id: then it is nobody.
    std::optional<UserId> user;
    QString dialect = {}; //!< That the payload asks for; empty: that of the session.
};

HandshakeClaims readClaims(const Handshake &handshake);

//! \return the tokens in the cookies of a request, as HandshakeClaims::cookies.
std::vector<QByteArray> cookieTokens(const net::Headers &headers);

} // namespace linnet
