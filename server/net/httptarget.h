// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace linnet::net {

//! \brief A request target taken apart (RFC 9112, section 3.2).
struct HttpTarget
{
    QByteArray authority; //!< As sent, in lower case; empty unless the target was in absolute form.
    QByteArray path; //!< Decoded and normalised; "*" for the server as a whole.
    QByteArray query; //!< As sent.

    //! \return nothing if \p text is in neither origin, absolute nor asterisk form, or holds what
    //! no target may hold.
    static std::optional<HttpTarget> parse(QByteArrayView text);
};

//! \return the path with percent escapes decoded once, slashes collapsed and dot segments resolved,
//! never above the root; nothing if it is not clean UTF-8 or holds controls or backslashes.
std::optional<QByteArray> normalisedPath(QByteArrayView raw);

//! \return whether \p text is "host" or "host:port".
bool isAuthority(QByteArrayView text);

} // namespace linnet::net
