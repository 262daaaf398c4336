// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/core/networklist.h"
#include "server/transport/http/corspolicy.h"
#include "server/transport/http/incomingfile.h"

#include <QHash>

#include <map>

namespace linnet {

//! \brief How long bodies may be that are kept in memory, in bytes.
struct BodyLimits
{
    qint64 json = 1 << 20;
    qint64 jsonOfStranger = 64 << 10; //!< The same, where nobody needs to be signed in.
    qint64 jsonWithFile = 50 << 20; //!< Where a file may be in it, as a data URL.
    qint64 jsonWithFileOfStranger = 8 << 20; //!< As jsonWithFile, of who is not signed in.

    bool operator==(const BodyLimits &) const = default;
};

//! \brief What the configuration says of requests and sockets, whichever part serves them.
struct RequestRules
{
    NetworkList proxies = {}; //!< Whose X-Forwarded-… is believed.
    QString publicUrl = {}; //!< Where clients reach the server; empty: where they say they do.
    CorsPolicy cors = CorsPolicy(); //!< Whose pages may talk to the server.
    //! By the index of a listener that does not serve them all: the dialects that it serves. The
    //! first of them words a refusal there.
    std::map<int, QStringList> dialects = {};
    //! By the index of a listener: paths that are served there as if they were others.
    std::map<int, QHash<QByteArray, QByteArray>> substitutes = {};
    UploadSettings uploads = {};
    BodyLimits bodies = {};
    qint64 mostMessage = 1 << 20; //!< Bytes of one message over a plain WebSocket.
    int socketsPerSession = 10; //!< On each I/O thread; above it the next is refused.

    bool operator==(const RequestRules &) const = default;
};

//! Those of now; they change when the configuration is read again.
using LiveRules = Live<RequestRules>;

} // namespace linnet
