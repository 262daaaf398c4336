// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet {

class Clock;
class Database;

//! \brief What the services of those who run the server stand on. All of it outlives them.
struct AdminContext
{
    Database &database;
    const Clock &clock;
    int node = 0; //!< Which node this is.
};

} // namespace linnet
