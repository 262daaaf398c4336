// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/codebudgets.h"

namespace linnet {

namespace {

struct Stretch
{
    QLatin1String name;
    std::chrono::milliseconds length;
    CodeLimits limits;
};

void append(std::vector<Allowance> &all, const CodeRequester &requester, const Stretch &stretch)
{
    const auto add = [&](QLatin1String scope, const QString &subject, int most) {
        all.push_back(
            {budgetOf(scope + u'/' + stretch.name, subject, stretch.length, requester.at), most});
    };
    add(QLatin1String("destination"), requester.to.value, stretch.limits.destination);
    if (!requester.account.isNull())
        add(QLatin1String("account"), requester.account.toString(), stretch.limits.account);
    add(QLatin1String("address"), networkOf(requester.from), stretch.limits.address);
    add(QLatin1String("total"), QString(), stretch.limits.total);
}

} // namespace

Result<std::vector<CodeBudget>> spendBudgets(OneTimeCodeStore &store, const CodePolicy &policy,
                                             const CodeRequester &requester)
{
    std::vector<Allowance> allowances;
    append(allowances, requester, {QLatin1String("hour"), std::chrono::hours(1), policy.hourly});
    append(allowances, requester, {QLatin1String("day"), std::chrono::hours(24), policy.daily});
    return spend(store, allowances, requester.at,
                 {Error::Kind::RateLimited, QLatin1String("otp_budget"),
                  QStringLiteral("Too many requests")});
}

} // namespace linnet
