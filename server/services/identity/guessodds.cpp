// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/guessodds.h"

#include "server/services/identity/guesslimits.h"

#include <algorithm>
#include <cmath>

namespace linnet {

namespace {

//! \return 1 - (1 - \p chance)^\p times, also where that is far below 1e-16.
double atLeastOnce(double chance, qint64 times)
{
    return chance >= 1 ? 1 : -std::expm1(double(times) * std::log1p(-chance));
}

//! \return the probability that one of \p guesses is right, with as many at each code as it
//! survives, which pays more than to spread them.
double oneOf(qint64 guesses, int perCode, double space)
{
    const double whole = atLeastOnce(perCode / space, guesses / perCode);
    const double rest = atLeastOnce(double(guesses % perCode) / space, 1);
    return whole + rest - whole * rest; // 1 - (1 - whole) * (1 - rest) would lose tiny ones.
}

} // namespace

GuessOdds oddsOf(const CodePolicy &policy)
{
    GuessOdds odds;
    odds.space = std::pow(double(policy.alphabet.size()), policy.length);
    odds.codesInTotal = mostInADay(policy.hourly.total, policy.daily.total);
    odds.codesFromNetwork = std::min<qint64>(
        odds.codesInTotal, mostInADay(policy.hourly.address, policy.daily.address));
    odds.codesForAccount = std::min<qint64>(
        odds.codesInTotal, mostInADay(policy.hourly.account, policy.daily.account));
    const int perCode = 2 * policy.attempts; // Those of who asked for it, and those of all others.
    const GuessLimits limits = guessLimits(policy);
    odds.guessesAtAccount =
        std::min<qint64>(limits.home + limits.strangers, perCode * odds.codesInTotal);
    odds.oneAccount = oneOf(odds.guessesAtAccount, perCode, odds.space);
    odds.oneNetwork = atLeastOnce(policy.attempts / odds.space, odds.codesFromNetwork);
    odds.anybody = atLeastOnce(perCode / odds.space, odds.codesInTotal);
    return odds;
}

} // namespace linnet
