// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/conversations.h"

#include <algorithm>

namespace linnet::bench {

Conversations::Conversations(Loop &loop, const Plan &plan)
    : m_pairs(plan.seed.pairs)
    , m_padding(plan.padding)
{
    m_pairs.resize(std::min(m_pairs.size(), size_t(plan.pairs)));
    std::vector<std::string> tokens;
    // By turns they would all come to the same one of two threads that take turns, too.
    for (const SeedFile::Pair &pair : m_pairs)
        tokens.push_back(plan.seed.people[pair.sender].token);
    for (const SeedFile::Pair &pair : m_pairs)
        tokens.push_back(plan.seed.people[pair.receiver].token);
    m_clients = connectAll(loop, plan.target, tokens);
    for (size_t i = 0; i < m_pairs.size(); ++i)
        listen(i);
}

void Conversations::send(size_t pair)
{
    m_clients[pair]->emitEvent("message:send", messageJson(m_pairs[pair].conversation, m_padding),
                               1);
    ++sent;
}

void Conversations::sendSteadily(Loop &loop, const Plan &plan, const std::function<void()> &tick)
{
    const auto never = [] { return false; };
    auto begin = Clock::now();
    size_t next = 0;
    const auto sendWhatIsDue = [&] {
        tick();
        const double elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
        while (double(sent) < elapsed * plan.rate)
            send(next++ % size());
    };
    reset();
    loop.run(begin + seconds(plan.warmUp), never, sendWhatIsDue);
    reset();
    begin = Clock::now();
    loop.run(begin + seconds(plan.seconds), never, sendWhatIsDue);
    took = std::chrono::duration<double>(Clock::now() - begin).count();
}

void Conversations::reset()
{
    sent = acknowledged = delivered = 0;
    ages.clear();
}

void Conversations::listen(size_t pair)
{
    m_clients[pair]->onAck = [this, pair](long, std::string_view packet) {
        requireSuccess(packet);
        ++acknowledged;
        if (sendsNext)
            send(pair);
    };
    m_clients[size() + pair]->onEvent = [this](std::string_view packet) {
        const auto duration = age(packet);
        if (duration < Clock::duration::zero())
            return;
        ++delivered;
        ages.add(duration);
    };
}

} // namespace linnet::bench
