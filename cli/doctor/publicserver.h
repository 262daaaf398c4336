// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/httptransport.h"

#include <QStringList>

namespace linnet::cli {

//! \brief A server as its clients reach it.
struct PublicServer
{
    ServerAddress address;
    QByteArray enginePath = "/socket.io/"; //!< Of Socket.IO.
    QStringList transports = {QStringLiteral("polling"),
                              QStringLiteral("websocket")}; //!< Of Socket.IO.
    TransportSettings settings; //!< For each conversation with it.
};

} // namespace linnet::cli
