// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/clockcheck.h"

#include "common/core/durationwords.h"

#include <ctime>
#include <sys/timex.h>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr std::chrono::milliseconds LargestStep(1000);

const QString TimeService =
    u"Have a time service set the clock: systemctl enable --now systemd-timesyncd (or "
    "chrony), and see what timedatectl says. Codes of authenticator apps and ends of "
    "sessions go by it."_s;

} // namespace

ClockReading readClocks()
{
    timespec boot{};
    clock_gettime(CLOCK_BOOTTIME, &boot);
    const auto sinceBoot =
        std::chrono::seconds(boot.tv_sec) + std::chrono::nanoseconds(boot.tv_nsec);
    ClockReading reading{SystemClock().now(),
                         std::chrono::duration_cast<std::chrono::milliseconds>(sinceBoot),
                         std::nullopt};
    timex state{}; // With no modes it asks, and sets nothing.
    const int answer = adjtimex(&state);
    if (answer >= 0)
        reading.isSynchronised = answer != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
    return reading;
}

ClockCheck::ClockCheck(ClockReading start, Reader read)
    : m_start(start)
    , m_read(std::move(read))
{}

QCoro::Task<Finding> ClockCheck::run(std::stop_token) const
{
    co_return judge(m_read());
}

Finding ClockCheck::judge(const ClockReading &reading) const
{
    const auto running = reading.sinceBoot - m_start.sinceBoot;
    const auto step = (reading.now - m_start.now) - running;
    if (std::chrono::abs(step) > LargestStep)
        return Finding::warning(
            u"The clock was set %1 by %2 since linnetd started, %3 ago."_s.arg(
                step.count() > 0 ? u"forward"_s : u"back"_s, inWords(step), inWords(running)),
            u"See that the clock is right by now (timedatectl), and restart linnetd, which "
            "looks at it anew. "_s
                + TimeService);
    if (!reading.isSynchronised)
        return Finding::skipped(u"The machine does not say whether its clock goes by others."_s);
    if (!*reading.isSynchronised)
        return Finding::warning(u"The machine's clock is not synchronised with others."_s,
                                TimeService);
    return Finding::ok(
        u"The clock is synchronised, and was not set in the %1 since linnetd started."_s.arg(
            inWords(running)));
}

} // namespace linnet
