// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/sockets/clientsocket.h"

#include <QByteArrayList>

#include <chrono>

namespace linnet {

//! \brief Who is served where, and how.
struct SseSettings
{
    QByteArrayList paths;
    QByteArray dialect; //!< Whose words are spoken there.
    qint64 mostBacklog = 256 << 10; //!< Bytes a client may leave untaken.
    //! So that proxies keep an idle stream open, and a client that is gone is noticed.
    std::chrono::milliseconds breath = std::chrono::seconds(25);
    ConnectHandler connected;
};

} // namespace linnet
