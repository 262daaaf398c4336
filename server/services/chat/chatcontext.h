// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet {

class ChatMemory;
class Clock;
class Database;
class EventBus;
class IdGenerator;

//! \brief What the chat services stand on. All of it outlives them.
struct ChatContext
{
    Database &database;
    EventBus &bus;
    const Clock &clock;
    IdGenerator &ids;
    ChatMemory &memory;
};

} // namespace linnet
