// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/otplockoutservice.h"

#include "common/domain/maskedidentifier.h"
#include "server/services/admin/auditservice.h"
#include "server/services/identity/codebudgets.h"
#include "server/storage/database.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QString Destination = u"destination"_s;

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

//! \return \p subject as those may see it who help its owner.
QString shown(const QString &scope, const QString &subject)
{
    const auto identifier = scope == Destination ? parseIdentifier(subject) : std::nullopt;
    return identifier ? masked(*identifier) : subject;
}

Result<std::vector<OtpLockout>> lockoutsOf(OneTimeCodeStore &codes, const CodePolicy &policy,
                                           Timestamp now)
{
    std::vector<OtpLockout> found;
    for (const CodeBudgetLimit &limit : codeBudgetLimits(policy)) {
        const auto spent = codes.listUsedUp(limit.name(), limit.most, now);
        if (!spent)
            return spent.error();
        for (const SpentBudget &each : *spent)
            found.push_back({limit.scope, limit.stretch, shown(limit.scope, each.budget.subject),
                             each.used, limit.most, each.budget.endsAt});
    }
    const auto exhausted = codes.listExhausted(policy.attempts, now);
    if (!exhausted)
        return exhausted.error();
    for (const OneTimeCode &code : *exhausted)
        found.push_back({Destination, u"code"_s, masked(code.destination), code.attempts,
                         policy.attempts, code.expiresAt});
    return found;
}

//! A code that was asked for a moment ago is what the next one has to wait for.
Result<> forgetCodes(Stores &stores, const Identifier &destination)
{
    for (const CodePurpose purpose :
         {CodePurpose::SignIn, CodePurpose::SecondStep, CodePurpose::NewPassword}) {
        const auto code = stores.oneTimeCodes.find(purpose, destination);
        if (!code && code.error().kind == Error::Kind::NotFound)
            continue;
        const auto removed = code ? stores.oneTimeCodes.remove(*code) : code.error();
        if (!removed)
            return removed.error();
    }
    return {};
}

} // namespace

OtpLockoutService::OtpLockoutService(AdminContext context, const CodePolicySource &policies)
    : m_context(context)
    , m_policies(policies)
{}

QCoro::Task<Result<std::vector<OtpLockout>>> OtpLockoutService::list()
{
    const CodePolicy policy = m_policies.codePolicy();
    const Timestamp now = m_context.clock.now();
    auto lockouts = co_await m_context.database.read(
        [policy, now](Stores &stores) { return lockoutsOf(stores.oneTimeCodes, policy, now); });
    co_return lockouts;
}

Result<QString> OtpLockoutService::subjectOf(const QString &scope, const QString &text)
{
    if (scope == u"total"_s)
        return text.isEmpty() ? Result<QString>(QString())
                              : invalid(u"subject must be empty: the total is everybody's"_s);
    if (scope == Destination) {
        const auto identifier = parseIdentifier(text);
        return identifier ? Result<QString>(identifier->value)
                          : invalid(u"subject must be a phone number or an e-mail address"_s);
    }
    if (scope == u"account"_s) {
        const auto user = UserId::parse(text);
        return user ? Result<QString>(user->toString())
                    : invalid(u"subject must be an account's id"_s);
    }
    const QHostAddress address(text);
    if (scope == u"address"_s && !address.isNull())
        return networkOf(address);
    return scope == u"address"_s
        ? invalid(u"subject must be an IPv4 or IPv6 address"_s)
        : invalid(u"scope must be destination, account, address or total"_s);
}

QCoro::Task<Result<int>> OtpLockoutService::unlock(Actor actor, QString scope, QString subject)
{
    const Timestamp now = m_context.clock.now();
    const auto forgotten = co_await m_context.database.write(
        [this, actor, scope, subject, now](Stores &stores) -> Result<int> {
            const auto count = forget(stores, scope, subject);
            if (!count)
                return count;
            const AuditNote note{.action = u"otp.unlock"_s,
                                 .target = scope + u':' + shown(scope, subject),
                                 .after = {{u"budgets"_s, *count}}};
            const auto noted = AuditService::record(stores, actor, note, now);
            if (!noted)
                return noted.error();
            return count;
        });
    co_return forgotten;
}

Result<int> OtpLockoutService::forget(Stores &stores, const QString &scope,
                                      const QString &subject) const
{
    int count = 0;
    for (const CodeBudgetLimit &limit : codeBudgetLimits(m_policies.codePolicy())) {
        if (limit.scope != scope)
            continue;
        const auto forgotten = stores.oneTimeCodes.forget(limit.name(), subject);
        if (!forgotten)
            return forgotten.error();
        count += *forgotten;
    }
    const auto destination = scope == Destination ? parseIdentifier(subject) : std::nullopt;
    if (destination) {
        if (const auto done = forgetCodes(stores, *destination); !done)
            return done.error();
    }
    return count;
}

} // namespace linnet
