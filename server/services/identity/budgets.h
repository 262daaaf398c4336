// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/onetimecodestore.h"

#include <QHostAddress>

#include <vector>

namespace linnet {

//! \brief A budget, and what may be spent of it.
struct Allowance
{
    CodeBudget budget;
    int most = 0;
};

//! \return the budget of the stretch of time of \p length that \p now is in.
CodeBudget budgetOf(const QString &name, const QString &subject, std::chrono::milliseconds length,
                    Timestamp now);

//! Spends one of each. \return what was spent, or \p refusal with the time to wait if one of them
//! is used up.
Result<std::vector<CodeBudget>> spend(OneTimeCodeStore &store,
                                      const std::vector<Allowance> &allowances, Timestamp now,
                                      Error refusal);

//! Takes back what was spent.
Result<> returnBudgets(OneTimeCodeStore &store, const std::vector<CodeBudget> &spent);

//! \return what counts as one place: an IPv4 address, or the /64 network of an IPv6 address.
QString networkOf(const QHostAddress &address);

} // namespace linnet
