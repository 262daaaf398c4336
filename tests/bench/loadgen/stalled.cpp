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

//! \brief Four kinds of clients that are a burden only, a quarter of plan.stalled of each.
class StalledClients
{
public:
    StalledClients(Loop &loop, const Plan &plan)
    {
        for (int i = 0; i < plan.stalled / 4; ++i) {
            open(loop, plan.target, "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Half"); // Open.
            // Gets a session, and never polls.
            open(loop, plan.target,
                 "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        m_deaf = receivers(loop, plan);
        m_sipping = receivers(loop, plan);
    }

    //! Lets those that take a byte a second take it.
    void tick()
    {
        if (Clock::now() < m_nextSip)
            return;
        m_nextSip = Clock::now() + seconds(1);
        for (const auto &client : m_sipping)
            client->sip();
    }

private:
    void open(Loop &loop, const Target &target, std::string_view words)
    {
        m_silent.push_back(std::make_unique<SilentClient>(loop, target, words));
    }

    //! \return clients that get all the messages that the pairs' receivers get, and take none.
    static Clients receivers(Loop &loop, const Plan &plan)
    {
        const auto pairs = std::min(plan.seed.pairs.size(), size_t(plan.pairs));
        std::vector<std::string> tokens;
        for (size_t i = 0; i < size_t(plan.stalled / 4); ++i)
            tokens.push_back(plan.seed.people[plan.seed.pairs[i % pairs].receiver].token);
        Target far = plan.target;
        far.isFar = true;
        Clients clients = connectAll(loop, far, tokens);
        for (const auto &client : clients)
            client->ignore();
        return clients;
    }

    std::vector<std::unique_ptr<SilentClient>> m_silent;
    Clients m_deaf;
    Clients m_sipping;
    Clock::time_point m_nextSip{};
};

} // namespace

void runBesideStalled(const Plan &plan)
{
    Loop loop;
    Conversations conversations(loop, plan);
    conversations.sendSteadily(loop, plan);
    const double alone = conversations.ages.quantile(0.99);
    StalledClients stalled(loop, plan);
    conversations.sendSteadily(loop, plan, [&stalled] { stalled.tick(); });

    Report report;
    report.add("sent_per_s", double(conversations.sent) / conversations.took);
    report.add("p99_alone_ms", alone);
    report.add("p50_ms", conversations.ages.quantile(0.5));
    report.add("p99_ms", conversations.ages.quantile(0.99));
    report.add("p99_times", conversations.ages.quantile(0.99) / alone);
    report.print();
}

} // namespace linnet::bench
