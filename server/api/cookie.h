// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <chrono>

namespace linnet {

//! \brief A cookie that a client is to keep, for every path of this server.
//!
//! Whether it may travel without TLS is the transport's to say, which knows how it was asked.
struct Cookie
{
    enum class Readers { Server, Scripts };
    enum class SameSite { Strict, Lax };

    QByteArray name;
    QByteArray value = {};
    std::chrono::seconds lifetime{}; //!< Zero: the client is to forget it.
    Readers readers = Readers::Server;
    SameSite sameSite = SameSite::Strict;
};

//! \brief What a client kept of earlier cookies, by name.
using Cookies = QHash<QByteArray, QByteArray>;

} // namespace linnet
