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
    enum class Form {
        Data, //!< Events are their data and nothing else.
        Named, //!< They have a name, and an id from which a client goes on that was cut off.
    } form = Form::Data;
    QByteArray greeting = "event: ping\ndata: connected\n\n"; //!< What a stream begins with.
    //! Bytes that a client may leave untaken. The longest event does not count (net::Load): who was
    //! cut off for one would come back and be told it again.
    qint64 mostBacklog = 256 << 10;
    //! So that proxies keep an idle stream open, and a client that is gone is noticed.
    std::chrono::milliseconds breath = std::chrono::seconds(25);
    ConnectHandler connected;
};

} // namespace linnet
