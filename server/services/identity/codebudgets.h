// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "server/services/identity/addressee.h"
#include "server/services/identity/budgets.h"
#include "server/services/identity/codepolicy.h"

namespace linnet {

//! \brief Who asks for a code or guesses at one.
struct CodeRequester
{
    Identifier to;
    UserId account; //!< Null if nobody has the identifier.
    QString network; //!< As networkOf().
    Timestamp at{};
    bool isAtHome = false; //!< The account is: see homeNetworks().
};

//! \return who asks for a code to \p identifier, which reaches \p whom.
CodeRequester requesterOf(const Identifier &identifier, const Addressee &whom,
                          const QHostAddress &from, Timestamp now);

//! \brief One of the budgets that requests for codes, or guesses at them, are counted against.
struct CodeBudgetLimit
{
    QString scope; //!< "destination", "account", "home", "address" or "total".
    QString stretch; //!< "hour" or "day"; "guesses": those of a day.
    std::chrono::milliseconds length{}; //!< Of the stretch.
    int most = 0;

    QString name() const { return scope + u'/' + stretch; }
};

//! \return those of requests under \p policy.
std::vector<CodeBudgetLimit> codeBudgetLimits(const CodePolicy &policy);
//! \return those of guesses.
std::vector<CodeBudgetLimit> guessBudgetLimits(const CodePolicy &policy);

//! Counts a request for a code: against its account and its network where that is at home, against
//! destination and account from elsewhere, and always against the network and the total. \return
//! what it was counted against, or RateLimited ("otp_budget") if one of the limits is reached.
Result<std::vector<CodeBudget>> spendBudgets(OneTimeCodeStore &store, const CodePolicy &policy,
                                             const CodeRequester &requester);

//! Counts the comparison of a guess with a code: against the account, its share at home or that of
//! strangers, and against the network. As above.
Result<std::vector<CodeBudget>> spendGuess(OneTimeCodeStore &store, const CodePolicy &policy,
                                           const CodeRequester &requester);

} // namespace linnet
