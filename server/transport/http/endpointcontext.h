// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/bodybudget.h"
#include "server/transport/gate/dispatcher.h"
#include "server/transport/http/requestrules.h"

namespace linnet {

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
    const LiveRules &rules;
    Offload offload = {};
    Offload offloadOptional = {}; //!< For what may as well be left undone; null: offload is.
    //! Of all that is kept in memory.
    std::shared_ptr<net::BodyBudget> bodies = std::make_shared<net::BodyBudget>();
};

} // namespace linnet
