// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/codebudgets.h"

#include "server/services/identity/guesslimits.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QString Destination = u"destination"_s;
const QString Account = u"account"_s;
const QString Home = u"home"_s;
const QString Address = u"address"_s;
const QString Total = u"total"_s;
const QString Guesses = u"guesses"_s;

//! \return whose budget \p limit is that \p requester spends of; nothing: none.
std::optional<QString> subjectOf(const CodeBudgetLimit &limit, const CodeRequester &requester)
{
    const bool isGuess = limit.stretch == Guesses;
    const bool isNobodys = requester.account.isNull();
    const auto only = [](bool holds, const QString &subject) {
        return holds ? std::optional(subject) : std::nullopt;
    };
    const QString account = requester.account.toString();
    if (limit.scope == Destination)
        return only(isGuess ? isNobodys : !requester.isAtHome, requester.to.value);
    if (limit.scope == Account)
        return only(!isNobodys && !requester.isAtHome, account);
    if (limit.scope == Home)
        return only(requester.isAtHome, isGuess ? account : account + u' ' + requester.network);
    return limit.scope == Address ? requester.network : QString();
}

Result<std::vector<CodeBudget>> spendOf(const std::vector<CodeBudgetLimit> &limits,
                                        OneTimeCodeStore &store, const CodeRequester &requester)
{
    std::vector<Allowance> allowances;
    for (const CodeBudgetLimit &limit : limits) {
        const auto subject = subjectOf(limit, requester);
        if (!subject)
            continue;
        allowances.push_back(
            {budgetOf(limit.name(), *subject, limit.length, requester.at), limit.most});
    }
    return spend(store, allowances, requester.at,
                 {Error::Kind::RateLimited, QLatin1String("otp_budget"),
                  QStringLiteral("Too many requests")});
}

} // namespace

CodeRequester requesterOf(const Identifier &identifier, const Addressee &whom,
                          const QHostAddress &from, Timestamp now)
{
    const QString network = networkOf(from);
    return {identifier, whom.id(), network, now, whom.homes.contains(network)};
}

std::vector<CodeBudgetLimit> codeBudgetLimits(const CodePolicy &policy)
{
    std::vector<CodeBudgetLimit> all;
    const auto add = [&all](const QString &stretch, std::chrono::milliseconds length,
                            const CodeLimits &limits) {
        all.push_back({Destination, stretch, length, limits.destination});
        all.push_back({Account, stretch, length, limits.account});
        all.push_back({Home, stretch, length, limits.account});
        all.push_back({Address, stretch, length, limits.address});
        all.push_back({Total, stretch, length, limits.total});
    };
    add(u"hour"_s, std::chrono::hours(1), policy.hourly);
    add(u"day"_s, std::chrono::hours(24), policy.daily);
    return all;
}

std::vector<CodeBudgetLimit> guessBudgetLimits(const CodePolicy &policy)
{
    constexpr std::chrono::hours Day(24);
    const GuessLimits limits = guessLimits(policy);
    return {{Destination, Guesses, Day, limits.strangers},
            {Account, Guesses, Day, limits.strangers},
            {Home, Guesses, Day, limits.home},
            {Address, Guesses, Day, limits.network}};
}

Result<std::vector<CodeBudget>> spendBudgets(OneTimeCodeStore &store, const CodePolicy &policy,
                                             const CodeRequester &requester)
{
    return spendOf(codeBudgetLimits(policy), store, requester);
}

Result<std::vector<CodeBudget>> spendGuess(OneTimeCodeStore &store, const CodePolicy &policy,
                                           const CodeRequester &requester)
{
    return spendOf(guessBudgetLimits(policy), store, requester);
}

} // namespace linnet
