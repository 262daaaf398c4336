// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/messaging.h"
#include "tests/bench/loadgen/scenarios.h"

namespace linnet::bench {

//! \brief Pairs of people with open sockets, one of each writing to the other.
class Conversations
{
public:
    Conversations(Loop &loop, const Plan &plan);

    void send(size_t pair);
    //! Sends plan.rate messages a second, whether or not the server keeps up, and counts those
    //! after the time to warm up. \p tick is called at least every millisecond.
    void sendSteadily(
        Loop &loop, const Plan &plan, const std::function<void()> &tick = [] {});
    void reset();

    size_t size() const { return m_pairs.size(); }

    bool sendsNext = false; //!< A new message for each acknowledgement.
    long sent = 0;
    long acknowledged = 0;
    long delivered = 0;
    double took = 0; //!< Seconds that sendSteadily() counted.
    Sample ages;

private:
    void listen(size_t pair);

    std::vector<SeedFile::Pair> m_pairs;
    const int m_padding;
    Clients m_clients;
};

} // namespace linnet::bench
