// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "server/services/identity/budgets.h"
#include "server/services/identity/codepolicy.h"

namespace linnet {

//! \brief What a request for a code is counted against.
struct CodeRequester
{
    Identifier to;
    UserId account; //!< Null if nobody has the identifier.
    QHostAddress from;
    Timestamp at{};
};

//! \brief One of the budgets that requests for codes are counted against.
struct CodeBudgetLimit
{
    QString scope; //!< "destination", "account", "address" or "total".
    QString stretch; //!< "hour" or "day".
    std::chrono::milliseconds length{}; //!< Of the stretch.
    int most = 0;

    QString name() const { return scope + u'/' + stretch; }
};

//! \return all there are under \p policy.
std::vector<CodeBudgetLimit> codeBudgetLimits(const CodePolicy &policy);

//! Counts a request for a code. \return what it was counted against, or RateLimited ("otp_budget")
//! if one of the limits is reached.
Result<std::vector<CodeBudget>> spendBudgets(OneTimeCodeStore &store, const CodePolicy &policy,
                                             const CodeRequester &requester);

} // namespace linnet
