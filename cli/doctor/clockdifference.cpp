// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/clockdifference.h"

#include "common/core/durationwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::cli {

namespace {

constexpr auto Noticeable = 2s;
constexpr auto Harmful = 30s; // One step of an authenticator app.

} // namespace

Finding checkClockDifference(ApiClient &api)
{
    const Timestamp sent = SystemClock().now();
    const auto health = api.get(u"/health"_s);
    const Timestamp received = SystemClock().now();
    if (!health)
        return Finding::skipped(
            u"The server does not say what time it is: %1"_s.arg(health.error().message));
    const auto theirs = parseIso((*health)["timestamp"_L1].toString());
    if (!theirs)
        return Finding::skipped(u"The server does not say what time it is."_s);
    return judgeClocks(*theirs, sent, received);
}

Finding judgeClocks(Timestamp theirs, Timestamp sent, Timestamp received)
{
    // It is not known when in between the server looked at its clock.
    const auto difference = theirs - std::clamp(theirs, sent, received);
    if (std::chrono::abs(difference) < Noticeable)
        return Finding::ok(
            u"The server's clock and this machine's agree to within %1."_s.arg(inWords(std::max(
                received - sent, std::chrono::milliseconds(std::chrono::abs(difference))))));
    const QString text = u"The server's clock is %1 %2 this machine's."_s.arg(
        inWords(difference), difference > 0ms ? u"ahead of"_s : u"behind"_s);
    const QString fix = u"Find out which of the two is wrong (timedatectl on both; date -u against "
                        u"a watch), and have a time service "
                        u"set it: systemctl enable --now systemd-timesyncd."_s;
    return std::chrono::abs(difference) < Harmful ? Finding::warning(text, fix)
                                                  : Finding::failure(text, fix);
}

} // namespace linnet::cli
