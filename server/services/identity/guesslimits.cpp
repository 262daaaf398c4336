// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/guesslimits.h"

#include <algorithm>

namespace linnet {

GuessLimits guessLimits(const CodePolicy &policy)
{
    constexpr int HomesPart = 3;
    const int whole = mostInADay(policy.hourly.account, policy.daily.account) * policy.attempts;
    const int home = std::max(policy.attempts, whole / HomesPart);
    return {.home = home,
            .strangers = std::max(policy.attempts, whole - home),
            .network = mostInADay(policy.hourly.address, policy.daily.address) * policy.attempts};
}

int mostInADay(int hourly, int daily)
{
    constexpr int Hours = 24;
    return int(std::min<qint64>(daily, qint64(Hours) * hourly));
}

} // namespace linnet
