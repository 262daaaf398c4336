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

//! \brief A budget, and what may be spent of it.
struct Allowance
{
    CodeBudget budget;
    int most = 0;
};

void append(std::vector<Allowance> &all, const CodeRequester &requester, const Stretch &stretch)
{
    const auto sinceEpoch = requester.at.time_since_epoch();
    const Timestamp endsAt(sinceEpoch - sinceEpoch % stretch.length + stretch.length);
    const auto add = [&](QLatin1String scope, const QString &subject, int most) {
        all.push_back({{scope + u'/' + stretch.name, subject, endsAt}, most});
    };
    add(QLatin1String("destination"), requester.to.value, stretch.limits.destination);
    if (!requester.account.isNull())
        add(QLatin1String("account"), requester.account.toString(), stretch.limits.account);
    add(QLatin1String("address"), networkOf(requester.from), stretch.limits.address);
    add(QLatin1String("total"), QString(), stretch.limits.total);
}

Error spentUp(std::chrono::milliseconds wait)
{
    return {Error::Kind::RateLimited,
            QLatin1String("otp_budget"),
            QStringLiteral("Too many requests"),
            {},
            std::chrono::ceil<std::chrono::seconds>(wait)};
}

} // namespace

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

Result<std::vector<CodeBudget>> spendBudgets(OneTimeCodeStore &store, const CodePolicy &policy,
                                             const CodeRequester &requester)
{
    std::vector<Allowance> allowances;
    append(allowances, requester, {QLatin1String("hour"), std::chrono::hours(1), policy.hourly});
    append(allowances, requester, {QLatin1String("day"), std::chrono::hours(24), policy.daily});
    std::vector<CodeBudget> spent;
    for (const Allowance &allowance : allowances) {
        const auto used = store.used(allowance.budget);
        if (!used)
            return used.error();
        if (*used >= allowance.most)
            return spentUp(allowance.budget.endsAt - requester.at);
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
            return stored;
    }
    return {};
}

} // namespace linnet
