// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/gate/dispatcher.h"
#include "server/transport/http/bodybudget.h"
#include "server/transport/http/corspolicy.h"
#include "server/transport/http/incomingfile.h"

#include <map>

namespace linnet {

//! \brief How long bodies may be that are kept in memory, in bytes.
struct BodyLimits
{
    qint64 json = 1 << 20;
    qint64 jsonWithFile = 50 << 20; //!< Where a file may be in it, as a data URL.
    qint64 jsonWithFileOfStranger = 8 << 20; //!< The same, of somebody who is not signed in.
};

//! \brief What serving endpoints over HTTP takes; one for all I/O threads, and outliving them.
struct EndpointContext
{
    //! Runs work on a thread where it may take its time. \return false if there is no room: then
    //! the work was not taken.
    using Offload = std::function<bool(std::function<void()>)>;

    const EndpointTable &table;
    const Dialect &fallback; //!< Shapes the errors of paths that nobody serves.
    Gate &gate;
    Dispatcher &dispatcher;
    NetworkList proxies = {}; //!< Whose X-Forwarded-… is believed.
    Offload offload = {};
    UploadSettings uploads = {};
    BodyLimits bodies = {};
    std::shared_ptr<BodyBudget> longBodies = std::make_shared<BodyBudget>();
    QString publicUrl = {}; //!< Where clients reach the server; empty: where they say they do.
    CorsPolicy cors = CorsPolicy(); //!< Whose pages may use the cookies of their visitors.
    //! By the index of a listener that does not serve them all: the dialects that it serves.
    std::map<int, QStringList> dialects = {};
};

} // namespace linnet
