// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/budgets.h"

#include <algorithm>

namespace linnet {

CodeBudget budgetOf(const QString &name, const QString &subject, std::chrono::milliseconds length,
                    Timestamp now)
{
    const auto sinceEpoch = now.time_since_epoch();
    return {name, subject, Timestamp(sinceEpoch - sinceEpoch % length + length)};
}

Result<std::vector<CodeBudget>> spend(OneTimeCodeStore &store,
                                      const std::vector<Allowance> &allowances, Timestamp now,
                                      Error refusal)
{
    std::vector<CodeBudget> spent;
    for (const Allowance &allowance : allowances) {
        const auto used = store.used(allowance.budget);
        if (!used)
            return used.error();
        if (*used >= allowance.most) {
            refusal.retryAfter =
                std::chrono::ceil<std::chrono::seconds>(allowance.budget.endsAt - now);
            return refusal;
        }
        const auto stored = store.spend(allowance.budget, 1);
        if (!stored)
            return stored.error();
        spent.push_back(allowance.budget);
    }
    return spent;
}

Result<> returnBudgets(OneTimeCodeStore &store, const std::vector<CodeBudget> &spent)
{
    for (const CodeBudget &budget : spent) {
        const auto stored = store.spend(budget, -1);
        if (!stored)
            return stored.error();
    }
    return {};
}

QString networkOf(const QHostAddress &address)
{
    bool isIPv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIPv4);
    if (isIPv4)
        return QHostAddress(ipv4).toString();
    Q_IPV6ADDR bytes = address.toIPv6Address();
    std::fill(std::begin(bytes.c) + 8, std::end(bytes.c), quint8(0));
    return QHostAddress(bytes).toString();
}

} // namespace linnet
