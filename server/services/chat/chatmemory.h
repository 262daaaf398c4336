// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bus/eventbus.h"
#include "server/services/chat/placecache.h"
#include "server/services/chat/profilecache.h"
#include "server/services/chat/rostercache.h"

namespace linnet {

class Database;

//! \brief What the chat services remember, so that a warm send is one write and no read.
//!
//! Forgets by itself what the bus says has changed, here or on another node, and what was learnt
//! from work that the database has undone.
class ChatMemory
{
public:
    //! Both outlive it, and \p database runs nothing any more when it goes.
    ChatMemory(EventBus &bus, Database &database);

    //! Forgets what a block, or the end of one, decides.
    void forget(const BlockChanged &block);

    RosterCache rosters;
    ProfileCache profiles;
    PlaceCache places;
};

} // namespace linnet
