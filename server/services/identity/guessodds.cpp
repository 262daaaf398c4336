// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/guessodds.h"

#include <algorithm>
#include <cmath>

namespace linnet {

namespace {

//! \return 1 - (1 - \p chance)^\p times, also where that is far below 1e-16.
double atLeastOnce(double chance, qint64 times)
{
    return chance >= 1 ? 1 : -std::expm1(double(times) * std::log1p(-chance));
}

qint64 mostInADay(int hourly, int daily)
{
    return std::min<qint64>(daily, qint64(24) * hourly);
}

} // namespace

GuessOdds oddsOf(const CodePolicy &policy)
{
    GuessOdds odds;
    odds.space = std::pow(double(policy.alphabet.size()), policy.length);
    odds.codesInTotal = mostInADay(policy.hourly.total, policy.daily.total);
    odds.codesFromNetwork =
        std::min(odds.codesInTotal, mostInADay(policy.hourly.address, policy.daily.address));
    odds.codesForAccount =
        std::min(odds.codesInTotal, mostInADay(policy.hourly.account, policy.daily.account));
    const double chance = policy.attempts / odds.space;
    odds.oneAccount = atLeastOnce(chance, odds.codesForAccount);
    odds.oneNetwork = atLeastOnce(chance, odds.codesFromNetwork);
    odds.anybody = atLeastOnce(chance, odds.codesInTotal);
    return odds;
}

} // namespace linnet
