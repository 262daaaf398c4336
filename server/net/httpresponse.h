// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/headers.h"

namespace linnet::net {

//! \brief How a response is framed: net's part of its head.
struct ResponseFraming
{
    static constexpr qint64 UntilTheEnd = -1;
    static constexpr qint64 InChunks = -2;

    //! For Content-Length, also where the body itself stays away (HEAD); or one of the above.
    qint64 length = 0;
    enum class Connection { Default, KeepAlive, Close } connection = Connection::Default;
};

//! \return whether a response of that status never has a body (1xx, 204, 304).
bool isBodiless(int status);

//! \return status line and header fields, with the empty line. \p defaults are added where
//! \p headers do not have the name. Fields that could not be written without breaking the framing
//! are left out, and so are those that framing decides.
QByteArray responseHead(int status, const Headers &headers, const Headers &defaults,
                        ResponseFraming framing);

//! \return \p piece of a body as one of its chunks; an empty one is the last.
QByteArray chunk(const QByteArray &piece);

} // namespace linnet::net
