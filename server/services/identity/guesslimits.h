// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/codepolicy.h"

namespace linnet {

//! \brief How many comparisons of guesses with codes there are in a day (of UTC); right ones that
//! are acted on do not count.
//!
//! An account has as many as its codes of a day have guesses. A third of them is kept for where it
//! is at home, so that strangers who use theirs up lock nobody out there; neither share is below
//! the guesses at one code.
struct GuessLimits
{
    int home = 0; //!< At the codes of one account, from where it is at home.
    int strangers = 0; //!< At the codes of one account, or of nobody's identifier, from elsewhere.
    int network = 0; //!< From one IPv4 address or IPv6 network.
};

GuessLimits guessLimits(const CodePolicy &policy);

//! \return the stricter of a budget for a day and 24 times the one for an hour.
int mostInADay(int hourly, int daily);

} // namespace linnet
