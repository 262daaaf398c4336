// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/chat/syncservice.h"
#include "server/transport/hub/socketobserver.h"
#include "server/transport/sockets/clientsocket.h"

namespace linnet {

//! Emits to \p socket the messages that came since \p since, in its dialect, and what was on its
//! way at that moment once more: clients know messages by their ids. Where there is more than one
//! page of them, the client is told to synchronise. \p sync outlives the task, which nobody awaits.
QCoro::Task<> replayEvents(SyncService *sync, std::shared_ptr<ClientSocket> socket,
                           SocketOwner owner, Timestamp since);

} // namespace linnet
