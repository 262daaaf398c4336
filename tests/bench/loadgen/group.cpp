// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/messaging.h"
#include "tests/bench/loadgen/report.h"
#include "tests/bench/loadgen/scenarios.h"

namespace linnet::bench {

void runGroup(const Plan &plan)
{
    Loop loop;
    std::vector<std::string> tokens;
    for (size_t i = 0; i < plan.seed.groupSize; ++i)
        tokens.push_back(plan.seed.people[plan.seed.groupFirst + i].token);
    const Clients clients = connectAll(loop, plan.target, tokens);

    long delivered = 0;
    Sample ages;
    for (const auto &client : clients)
        client->onEvent = [&](std::string_view packet) {
            const auto duration = age(packet);
            if (duration < Clock::duration::zero())
                return;
            ++delivered;
            ages.add(duration);
        };
    const auto send = [&] {
        clients[0]->emitEvent("message:send", messageJson(plan.seed.group), 1);
    };
    // The next message goes out when the last is delivered to all but the sender.
    const long others = long(clients.size()) - 1;
    long sent = plan.inFlight;
    clients[0]->onAck = [](long, std::string_view packet) { requireSuccess(packet); };
    for (int i = 0; i < plan.inFlight; ++i)
        send();
    const auto keepUp = [&] {
        while ((sent - plan.inFlight + 1) * others <= delivered) {
            send();
            ++sent;
        }
        return false;
    };
    loop.run(Clock::now() + seconds(plan.warmUp), keepUp);
    const long deliveredBefore = delivered;
    ages.clear();
    const auto begin = Clock::now();
    loop.run(begin + seconds(plan.seconds), keepUp);
    const double took = std::chrono::duration<double>(Clock::now() - begin).count();

    Report report;
    report.add("deliveries_per_s", double(delivered - deliveredBefore) / took);
    report.add("p50_ms", ages.quantile(0.5));
    report.add("p99_ms", ages.quantile(0.99));
    report.print();
}

} // namespace linnet::bench
