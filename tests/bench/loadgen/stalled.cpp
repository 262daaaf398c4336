// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/conversations.h"
#include "tests/bench/loadgen/report.h"

namespace linnet::bench {

namespace {

//! \brief Says something once, and nothing ever after.
class SilentClient : public Link
{
public:
    SilentClient(Loop &loop, const Target &target, std::string_view words)
        : Link(loop, target)
    {
        write(words);
    }

protected:
    size_t received(std::string_view bytes) override { return bytes.size(); }
};

//! \brief Three kinds of clients that are a burden only, plan.stalled of each.
class StalledClients
{
public:
    StalledClients(Loop &loop, const Plan &plan)
    {
        std::vector<std::string> tokens;
        for (int i = 0; i < plan.stalled; ++i) {
            open(loop, plan.target, "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Half"); // Open.
            // Gets a session, and never polls.
            open(loop, plan.target,
                 "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n");
            const auto pairs = std::min(plan.seed.pairs.size(), size_t(plan.pairs));
            const auto &pair = plan.seed.pairs[size_t(i) % pairs];
            tokens.push_back(plan.seed.people[pair.receiver].token);
        }
        // Get all the messages that the receivers get, and take none.
        m_deaf = connectAll(loop, plan.target, tokens);
        for (const auto &client : m_deaf)
            client->ignore();
    }

private:
    void open(Loop &loop, const Target &target, std::string_view words)
    {
        m_silent.push_back(std::make_unique<SilentClient>(loop, target, words));
    }

    std::vector<std::unique_ptr<SilentClient>> m_silent;
    Clients m_deaf;
};

} // namespace

void runBesideStalled(const Plan &plan)
{
    Loop loop;
    Conversations conversations(loop, plan);
    conversations.sendSteadily(loop, plan);
    const double alone = conversations.ages.quantile(0.99);
    const StalledClients stalled(loop, plan);
    conversations.sendSteadily(loop, plan);

    Report report;
    report.add("sent_per_s", double(conversations.sent) / conversations.took);
    report.add("p99_alone_ms", alone);
    report.add("p50_ms", conversations.ages.quantile(0.5));
    report.add("p99_ms", conversations.ages.quantile(0.99));
    report.add("p99_times", conversations.ages.quantile(0.99) / alone);
    report.print();
}

} // namespace linnet::bench
