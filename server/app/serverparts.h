// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/adminparts.h"
#include "server/app/chatparts.h"
#include "server/app/identityparts.h"
#include "server/bus/recentevents.h"
#include "server/transport/hub/hub.h"

namespace linnet {

//! \brief All that a front is put together from. It outlives the front.
struct ServerParts
{
    Foundation &foundation;
    IdentityParts &identity;
    ChatParts &chat;
    Hub &hub;
    RecentEvents &recent;
    AdminParts &admin;
};

} // namespace linnet
