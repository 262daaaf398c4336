// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interruption.h"

#include <algorithm>
#include <csignal>
#include <poll.h>
#include <sys/time.h>
#include <unistd.h>

namespace linnet::cli {

namespace {

volatile std::sig_atomic_t interrupted = 0; // NOLINT(readability-identifier-naming): no constant.

extern "C" void note(int)
{
    interrupted = 1;
}

extern "C" void endQuietly(int)
{
    ::_exit(0);
}

} // namespace

void noteInterruptions()
{
    struct sigaction action = {};
    action.sa_handler = note;
    action.sa_flags = int(SA_RESETHAND); // And not SA_RESTART: reading what is typed has to end.
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

bool isInterrupted()
{
    return interrupted != 0;
}

Error interruption()
{
    return {Error::Kind::Unavailable, QLatin1String("interrupted"), QStringLiteral("Interrupted.")};
}

bool waitFor(std::chrono::milliseconds time)
{
    // A signal ends the wait; in parts, because it may come just before one.
    constexpr std::chrono::milliseconds Part(100);
    const auto end = std::chrono::steady_clock::now() + time;
    for (auto now = std::chrono::steady_clock::now(); now < end && !isInterrupted();
         now = std::chrono::steady_clock::now()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - now);
        ::poll(nullptr, 0, int(std::min(left, Part).count()));
    }
    return !isInterrupted();
}

void endQuietlyAfter(std::chrono::milliseconds time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto rest = std::chrono::microseconds(time - seconds);
    std::signal(SIGALRM, endQuietly);
    const itimerval end{{}, {time_t(seconds.count()), suseconds_t(rest.count())}};
    ::setitimer(ITIMER_REAL, &end, nullptr);
}

} // namespace linnet::cli
