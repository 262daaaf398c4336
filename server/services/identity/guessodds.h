// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/codepolicy.h"

namespace linnet {

//! \brief How likely it is that somebody who guesses one-time codes gets in within one day (of
//! UTC, which is what daily budgets go by), who does as much of it as the policy lets them.
//!
//! With S codes that there can be, g guesses at each and N codes a day, it is 1 - (1 - g/S)^N:
//! each code is drawn anew, and nobody guesses the same twice at one. With a guesses for who asked
//! for a code and a for all others, g is a from one network and 2a from many.
struct GuessOdds
{
    double space = 0; //!< S: the number of letters to the power of the length.
    qint64 codesForAccount = 0; //!< For one account, asked for from where it is not at home.
    qint64 guessesAtAccount = 0; //!< From anywhere; they pay most at 2a to a code.
    qint64 codesFromNetwork = 0; //!< N for who guesses from one IPv4 address or IPv6 network.
    qint64 codesInTotal = 0; //!< N for the whole server.
    double oneAccount = 0; //!< Probability that this one account is opened.
    double oneNetwork = 0; //!< That some account is opened from one network.
    double anybody = 0; //!< That some account is opened by anybody.
};

GuessOdds oddsOf(const CodePolicy &policy);

} // namespace linnet
