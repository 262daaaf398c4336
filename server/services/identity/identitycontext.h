// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet {

class Clock;
class CpuPool;
class Database;
class EventBus;
class IdGenerator;
class SecurityWriter;

//! \brief What the identity services stand on. All of it outlives them.
struct IdentityContext
{
    Database &database;
    EventBus &bus;
    CpuPool &pool; //!< For hashes.
    const Clock &clock;
    IdGenerator &ids;
    const SecurityWriter &security;
};

} // namespace linnet
