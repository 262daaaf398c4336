// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet {

class Clock;
class Database;
class EventBus;
class IdGenerator;

//! \brief What notifications stand on. All of it outlives them.
struct NotificationContext
{
    Database &database;
    EventBus &bus;
    const Clock &clock;
    IdGenerator &ids;
};

} // namespace linnet
