// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/messaging.h"
#include "tests/bench/loadgen/report.h"
#include "tests/bench/loadgen/scenarios.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace linnet::bench {

namespace {

//! \brief Pairs of people with open sockets, one of each writing to the other.
class Conversations
{
public:
    Conversations(Loop &loop, const Plan &plan)
        : m_pairs(plan.seed.pairs)
    {
        m_pairs.resize(std::min(m_pairs.size(), size_t(plan.pairs)));
        std::vector<std::string> tokens;
        for (const SeedFile::Pair &pair : m_pairs) {
            tokens.push_back(plan.seed.people[pair.sender].token);
            tokens.push_back(plan.seed.people[pair.receiver].token);
        }
        m_clients = connectAll(loop, plan.target, tokens);
        for (size_t i = 0; i < m_pairs.size(); ++i)
            listen(i);
    }

    void send(size_t pair)
    {
        m_clients[2 * pair]->emitEvent("message:send", messageJson(m_pairs[pair].conversation), 1);
        ++sent;
    }

    void reset()
    {
        sent = acknowledged = delivered = 0;
        ages.clear();
    }

    size_t size() const { return m_pairs.size(); }

    bool sendsNext = false; //!< A new message for each acknowledgement.
    long sent = 0;
    long acknowledged = 0;
    long delivered = 0;
    Sample ages;

private:
    void listen(size_t pair)
    {
        m_clients[2 * pair]->onAck = [this, pair](long, std::string_view packet) {
            requireSuccess(packet);
            ++acknowledged;
            if (sendsNext)
                send(pair);
        };
        m_clients[2 * pair + 1]->onEvent = [this](std::string_view packet) {
            const auto duration = age(packet);
            if (duration < Clock::duration::zero())
                return;
            ++delivered;
            ages.add(duration);
        };
    }

    std::vector<SeedFile::Pair> m_pairs;
    Clients m_clients;
};

bool never()
{
    return false;
}

//! \return resident memory of process \p pid in KiB; 0 if there is none.
double residentKiB(int pid)
{
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string word; status >> word;)
        if (word == "VmRSS:") {
            double kib = 0;
            status >> kib;
            return kib;
        }
    return 0;
}

Clients connectIdle(Loop &loop, const Plan &plan)
{
    std::vector<std::string> tokens;
    // From the other end, so that whoever writes is not among them.
    for (size_t i = 0; i < size_t(plan.idle); ++i)
        tokens.push_back(plan.seed.people[plan.seed.people.size() - 1 - i].token);
    return connectAll(loop, plan.target, tokens);
}

} // namespace

void runPairs(const Plan &plan)
{
    Loop loop;
    Conversations conversations(loop, plan);
    conversations.sendsNext = true;
    for (int i = 0; i < plan.inFlight; ++i)
        for (size_t pair = 0; pair < conversations.size(); ++pair)
            conversations.send(pair);
    loop.run(Clock::now() + seconds(plan.warmUp), never);
    conversations.reset();
    const auto begin = Clock::now();
    loop.run(begin + seconds(plan.seconds), never);
    const double took = std::chrono::duration<double>(Clock::now() - begin).count();

    Report report;
    report.add("acknowledged_per_s", double(conversations.acknowledged) / took);
    report.add("delivered_per_s", double(conversations.delivered) / took);
    report.add("p50_ms", conversations.ages.quantile(0.5));
    report.add("p99_ms", conversations.ages.quantile(0.99));
    report.print();
}

void runOpenLoop(const Plan &plan)
{
    Loop loop;
    const double before = residentKiB(plan.serverPid);
    const Clients idle = connectIdle(loop, plan);
    const double after = residentKiB(plan.serverPid);
    Conversations conversations(loop, plan);

    auto begin = Clock::now();
    size_t next = 0;
    const auto sendWhatIsDue = [&] {
        const double elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
        while (double(conversations.sent) < elapsed * plan.rate)
            conversations.send(next++ % conversations.size());
    };
    loop.run(begin + seconds(plan.warmUp), never, sendWhatIsDue);
    conversations.reset();
    begin = Clock::now();
    loop.run(begin + seconds(plan.seconds), never, sendWhatIsDue);
    const double took = std::chrono::duration<double>(Clock::now() - begin).count();
    const bool isQuiet = loop.run(Clock::now() + seconds(5),
                                  [&] { return conversations.delivered >= conversations.sent; });

    Report report;
    report.add("sent_per_s", double(conversations.sent) / took);
    report.add("all_delivered", isQuiet ? 1 : 0);
    report.add("p50_ms", conversations.ages.quantile(0.5));
    report.add("p99_ms", conversations.ages.quantile(0.99));
    report.add("max_ms", conversations.ages.quantile(1));
    if (plan.serverPid > 0 && plan.idle > 0)
        report.add("kib_per_idle", (after - before) / plan.idle);
    report.print();
}

} // namespace linnet::bench
