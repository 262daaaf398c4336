// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/codebudgets.h"
#include "server/storage/stores.h"

namespace linnet {

//! \brief Whose code is guessed, for what, and from where.
struct GuessTarget
{
    CodePurpose purpose = CodePurpose::SignIn;
    Identifier destination;
    QHostAddress from;
};

//! \brief A guess that was counted.
struct CodeGuess
{
    CodeRequester by;
    std::vector<OneTimeCode> codes; //!< That it is to be compared with: one of its own first.
    std::vector<CodeBudget> spent;
};

//! \return whether \p code is \p requester's: asked for from there, or made by an operator for
//! whoever is at home. Its guesses are counted apart from those of all others.
bool isOwn(const OneTimeCode &code, const CodeRequester &requester);

//! \return whether \p code was asked for before the clock was set back to \p now, by more than
//! clocks are corrected by. It would keep people waiting, and be good, until the old time comes
//! again.
bool isAhead(const OneTimeCode &code, Timestamp now);

//! \return how many guesses \p requester, or the strangers they belong to, had at \p code.
int attemptsOf(const OneTimeCode &code, const CodeRequester &requester);

//! Counts a guess at all codes that the destination has, however many were asked for since: it may
//! be meant for any of them. Errors: "otp_expired" if there are none, "otp_exhausted" if none of
//! them survives more, "otp_budget" (with retryAfter).
Result<CodeGuess> takeGuess(Stores &stores, const CodePolicy &policy, const GuessTarget &target,
                            Timestamp now);

//! Takes back a guess that was not looked at.
Result<> returnGuess(Stores &stores, const CodeGuess &guess);

} // namespace linnet
