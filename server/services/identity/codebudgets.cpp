// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/codebudgets.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QString Destination = u"destination"_s;
const QString Account = u"account"_s;
const QString Address = u"address"_s;
const QString Total = u"total"_s;

//! \return whose budget of \p scope it is; nothing: it has none.
std::optional<QString> subjectOf(const QString &scope, const CodeRequester &requester)
{
    if (scope == Destination)
        return requester.to.value;
    if (scope == Address)
        return networkOf(requester.from);
    if (scope == Total)
        return QString();
    if (requester.account.isNull())
        return std::nullopt;
    return requester.account.toString();
}

} // namespace

std::vector<CodeBudgetLimit> codeBudgetLimits(const CodePolicy &policy)
{
    std::vector<CodeBudgetLimit> all;
    const auto add = [&all](const QString &stretch, std::chrono::milliseconds length,
                            const CodeLimits &limits) {
        all.push_back({Destination, stretch, length, limits.destination});
        all.push_back({Account, stretch, length, limits.account});
        all.push_back({Address, stretch, length, limits.address});
        all.push_back({Total, stretch, length, limits.total});
    };
    add(u"hour"_s, std::chrono::hours(1), policy.hourly);
    add(u"day"_s, std::chrono::hours(24), policy.daily);
    return all;
}

Result<std::vector<CodeBudget>> spendBudgets(OneTimeCodeStore &store, const CodePolicy &policy,
                                             const CodeRequester &requester)
{
    std::vector<Allowance> allowances;
    for (const CodeBudgetLimit &limit : codeBudgetLimits(policy)) {
        const auto subject = subjectOf(limit.scope, requester);
        if (!subject)
            continue;
        allowances.push_back(
            {budgetOf(limit.name(), *subject, limit.length, requester.at), limit.most});
    }
    return spend(store, allowances, requester.at,
                 {Error::Kind::RateLimited, QLatin1String("otp_budget"),
                  QStringLiteral("Too many requests")});
}

} // namespace linnet
