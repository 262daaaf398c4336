// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bus/eventbus.h"
#include "server/services/chat/placecache.h"
#include "server/services/chat/profilecache.h"
#include "server/services/chat/rostercache.h"

namespace linnet {

//! \brief What the chat services remember, so that a warm send is one write and no read.
//!
//! Forgets by itself what the bus says has changed, here or on another node.
class ChatMemory
{
public:
    explicit ChatMemory(EventBus &bus);

    //! Forgets what a block, or the end of one, decides.
    void forget(const BlockChanged &block);

    RosterCache rosters;
    ProfileCache profiles;
    PlaceCache places;
};

} // namespace linnet
