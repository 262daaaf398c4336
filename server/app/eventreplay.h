// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bus/recentevents.h"
#include "server/services/chat/syncservice.h"
#include "server/transport/hub/socketobserver.h"
#include "server/transport/sockets/clientsocket.h"

namespace linnet {

//! Emits to \p socket, in its dialect, what it has missed since \p since, and what was on its way
//! at that moment once more. That is everything while \p recent remembers it. Of what is longer ago
//! it gets the messages, and then "resync": the rest is to be listed again, and the messages, too,
//! if
//! {"messages": true}. \p recent and \p sync outlive the task, which nobody awaits.
QCoro::Task<> replayEvents(const RecentEvents *recent, SyncService *sync,
                           std::shared_ptr<ClientSocket> socket, SocketOwner owner,
                           Timestamp since);

} // namespace linnet
