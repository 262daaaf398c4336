// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/link.h"
#include "tests/bench/loadgen/seedfile.h"

namespace linnet::bench {

//! \brief What to measure with; scenarios use what concerns them.
struct Plan
{
    Target target;
    SeedFile seed;
    double warmUp = 1; //!< Seconds, not counted.
    double seconds = 5;
    int pairs = 50;
    int inFlight = 8; //!< Of each sender.
    double rate = 1000; //!< Messages a second in all, of the open loop.
    int idle = 0; //!< Connections that only sit there.
    int stalled = 500; //!< Connections that only hold others up, a quarter of each kind.
    int padding = 0; //!< Bytes more in each text of the open loop.
    int connections = 32; //!< Of the REST scenario.
    int serverPid = 0; //!< Whose memory is looked at.
};

//! Senders keep inFlight messages unacknowledged each: how many a second are stored and delivered.
void runPairs(const Plan &plan);

//! Messages at a fixed rate, whether or not the server keeps up, beside idle connections: how long
//! each takes from send to delivery, and what an idle connection costs in memory.
void runOpenLoop(const Plan &plan);

//! The same, first alone and then beside clients that never read, that read a byte a second, whose
//! request never ends, and that never poll again.
void runBesideStalled(const Plan &plan);

//! One person writes to a group whose members are all online: deliveries a second.
void runGroup(const Plan &plan);

//! The list of conversations, over and over: requests a second.
void runList(const Plan &plan);

//! The newest and the oldest page of a long conversation: milliseconds each.
void runHistory(const Plan &plan);

} // namespace linnet::bench
