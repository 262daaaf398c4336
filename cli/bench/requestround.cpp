// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bench/requestround.h"

#include "cli/interruption.h"

#include <thread>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::cli {

namespace {

constexpr auto BetweenNews = 100ms;
constexpr auto Pause = 1s; // What a budget gives back in that time is worth asking for.

using SteadyClock = std::chrono::steady_clock;

} // namespace

RequestRound::RequestRound(RoundPlan plan)
    : m_plan(std::move(plan))
{}

Result<RoundTimes> RequestRound::run(const Connections &connections, const Progress &progress)
{
    const auto begun = SteadyClock::now();
    std::vector<std::thread> threads;
    threads.reserve(connections.size());
    for (const auto &connection : connections)
        threads.emplace_back([this, &connection] { work(connection->api()); });
    await(progress);
    for (std::thread &thread : threads)
        thread.join();
    if (m_error)
        return *m_error;
    return RoundTimes{std::move(m_times), SteadyClock::now() - begun};
}

void RequestRound::work(ApiClient &api)
{
    while (m_begun.fetch_add(1) < m_plan.requests)
        finishOne(isInterrupted() ? interruption() : ask(api));
}

//! \return how long the server took.
Result<std::chrono::nanoseconds> RequestRound::ask(ApiClient &api) const
{
    while (true) {
        const auto begun = SteadyClock::now();
        const auto answer = api.get(m_plan.path, m_plan.query);
        const std::chrono::nanoseconds took = SteadyClock::now() - begun;
        if (answer)
            return took;
        if (answer.error().code != "rate_limited"_L1)
            return answer.error();
        if (!waitFor(Pause))
            return interruption();
    }
}

void RequestRound::finishOne(const Result<std::chrono::nanoseconds> &took)
{
    {
        const std::lock_guard lock(m_mutex);
        if (took) {
            m_times.push_back(*took);
        } else {
            m_begun = m_plan.requests;
            m_error = took.error();
        }
    }
    m_change.notify_one();
}

//! Until all are answered, or one is not.
void RequestRound::await(const Progress &progress)
{
    std::unique_lock lock(m_mutex);
    const auto isOver = [this] {
        return m_error.has_value() || m_times.size() >= size_t(m_plan.requests);
    };
    while (!m_change.wait_for(lock, BetweenNews, isOver)) {
        const auto answered = int(m_times.size());
        lock.unlock();
        progress(answered);
        lock.lock();
    }
}

} // namespace linnet::cli
