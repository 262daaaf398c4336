// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/conversations.h"
#include "tests/bench/loadgen/report.h"
#include "tests/bench/loadgen/scenarios.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace linnet::bench {

namespace {

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

    conversations.sendSteadily(loop, plan);
    const bool isQuiet = loop.run(Clock::now() + seconds(5),
                                  [&] { return conversations.delivered >= conversations.sent; });

    Report report;
    report.add("sent_per_s", double(conversations.sent) / conversations.took);
    report.add("all_delivered", isQuiet ? 1 : 0);
    report.add("p50_ms", conversations.ages.quantile(0.5));
    report.add("p99_ms", conversations.ages.quantile(0.99));
    report.add("max_ms", conversations.ages.quantile(1));
    if (plan.serverPid > 0 && plan.idle > 0)
        report.add("kib_per_idle", (after - before) / plan.idle);
    report.print();
}

} // namespace linnet::bench
