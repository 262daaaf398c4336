// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/httpclient.h"
#include "tests/bench/loadgen/messaging.h"
#include "tests/bench/loadgen/report.h"
#include "tests/bench/loadgen/scenarios.h"

#include <cstdio>
#include <cstdlib>

namespace linnet::bench {

namespace {

void requireOk(int status, std::string_view body)
{
    if (status == 200)
        return;
    std::fprintf(stderr, "status %d: %.*s\n", status, int(body.size()), body.data());
    std::exit(1);
}

//! \return how long each of \p count requests for \p path took, one after the other.
Sample timeRequests(Loop &loop, const Plan &plan, const std::string &path, int count)
{
    HttpClient client(loop, plan.target);
    const std::string &token = plan.seed.people[plan.seed.historyReader].token;
    Sample sample;
    auto asked = Clock::now();
    client.onReply = [&](int status, std::string_view body) {
        requireOk(status, body);
        sample.add(Clock::now() - asked);
        asked = Clock::now();
        client.get(path, token);
    };
    client.get(path, token);
    loop.run(Clock::now() + seconds(30), [&] { return sample.count() >= size_t(count); });
    return sample;
}

} // namespace

void runList(const Plan &plan)
{
    Loop loop;
    std::vector<std::unique_ptr<HttpClient>> clients;
    long replies = 0;
    size_t size = 0;
    for (int i = 0; i < plan.connections; ++i) {
        clients.push_back(std::make_unique<HttpClient>(loop, plan.target));
        HttpClient *const client = clients.back().get();
        const size_t lister = plan.seed.listers[size_t(i) % plan.seed.listers.size()];
        const std::string &token = plan.seed.people[lister].token;
        client->onReply = [&, client](int status, std::string_view body) {
            requireOk(status, body);
            ++replies;
            size = body.size();
            client->get("/api/v1/chat/conversations", token);
        };
        client->get("/api/v1/chat/conversations", token);
    }
    const auto never = [] { return false; };
    loop.run(Clock::now() + seconds(plan.warmUp), never);
    replies = 0;
    const auto begin = Clock::now();
    loop.run(begin + seconds(plan.seconds), never);
    const double took = std::chrono::duration<double>(Clock::now() - begin).count();

    Report report;
    report.add("requests_per_s", double(replies) / took);
    report.add("body_bytes", double(size));
    report.print();
}

void runHistory(const Plan &plan)
{
    constexpr int Count = 500;
    Loop loop;
    const std::string page =
        "/api/v1/chat/conversations/" + plan.seed.history + "/messages?limit=50";
    Sample newest = timeRequests(loop, plan, page, Count);
    Sample oldest = timeRequests(loop, plan, page + "&before=" + plan.seed.historyOldest, Count);

    Report report;
    report.add("newest_p50_ms", newest.quantile(0.5));
    report.add("newest_p99_ms", newest.quantile(0.99));
    report.add("oldest_p50_ms", oldest.quantile(0.5));
    report.add("oldest_p99_ms", oldest.quantile(0.99));
    report.print();
}

} // namespace linnet::bench
