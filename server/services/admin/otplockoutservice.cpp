// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/otplockoutservice.h"

#include "common/domain/maskedidentifier.h"
#include "server/services/admin/auditservice.h"
#include "server/services/identity/codebudgets.h"
#include "server/storage/database.h"

#include <algorithm>
#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostListed = 200;
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

//! \brief A lockout, and where it stands.
struct Row
{
    OtpLockout lockout;
    SpentPlace place;
};

using Rows = std::vector<Row>;

Result<Rows> spentOf(OneTimeCodeStore &codes, const CodeBudgetLimit &limit, const SpentPage &page)
{
    const auto spent = codes.listUsedUp(limit.name(), limit.most, page);
    if (!spent)
        return spent.error();
    Rows rows;
    for (const SpentBudget &each : *spent)
        rows.push_back({{limit.scope, limit.stretch, shown(limit.scope, each.budget.subject),
                         each.used, limit.most, each.budget.endsAt},
                        each.place});
    return rows;
}

//! Whoever asked for a code and all others have guesses of their own at it.
Result<Rows> guessedOf(OneTimeCodeStore &codes, Guesser guesser, int attempts,
                       const SpentPage &page)
{
    const bool isOwn = guesser == Guesser::Own;
    const auto exhausted = codes.listExhausted(guesser, attempts, page);
    if (!exhausted)
        return exhausted.error();
    Rows rows;
    for (const auto &[code, place] : *exhausted)
        rows.push_back({{Destination, isOwn ? u"code"_s : u"strangers"_s, masked(code.destination),
                         isOwn ? code.attempts : code.strangersAttempts, attempts, code.expiresAt},
                        place});
    return rows;
}

std::vector<CodeBudgetLimit> allLimits(const CodePolicy &policy)
{
    auto limits = codeBudgetLimits(policy);
    const auto guesses = guessBudgetLimits(policy);
    limits.insert(limits.end(), guesses.begin(), guesses.end());
    return limits;
}

//! One list after the other: of each budget, and at last of codes.
Result<OtpLockoutPage> pageOf(OneTimeCodeStore &codes, const CodePolicy &policy,
                              const OtpLockoutPlace &after, SpentPage wanted)
{
    constexpr std::array Guessers{Guesser::Own, Guesser::Strangers};
    const auto limits = allLimits(policy);
    OtpLockoutPage page;
    const size_t most = size_t(wanted.limit);
    const size_t lists = limits.size() + Guessers.size();
    wanted.after = after.place;
    for (size_t list = after.list; list < lists && !page.next; ++list) {
        wanted.limit = int(most - page.lockouts.size()) + 1;
        const auto found = list < limits.size()
            ? spentOf(codes, limits[list], wanted)
            : guessedOf(codes, Guessers[list - limits.size()], policy.attempts, wanted);
        if (!found)
            return found.error();
        for (const Row &row : *found) {
            if (page.lockouts.size() == most) {
                page.next = OtpLockoutPlace{list, wanted.after};
                break;
            }
            page.lockouts.push_back(row.lockout);
            wanted.after = row.place;
        }
        wanted.after = {};
    }
    return page;
}

//! \return the subject of budgets at home: an account, and where if \p text says it.
Result<QString> homeOf(const QString &text)
{
    const auto user = UserId::parse(text.section(u' ', 0, 0));
    const QString place = text.section(u' ', 1);
    const QHostAddress address(place);
    if (!user || (!place.isEmpty() && address.isNull()))
        return invalid(u"subject must be an account's id, with an address after it or without"_s);
    return place.isEmpty() ? user->toString() : user->toString() + u' ' + networkOf(address);
}

//! A code that was asked for a moment ago is what the next one has to wait for.
Result<> forgetCodes(Stores &stores, const Identifier &destination)
{
    for (const CodePurpose purpose : {CodePurpose::SignIn, CodePurpose::SecondStep,
                                      CodePurpose::NewPassword, CodePurpose::NewIdentifier}) {
        if (const auto removed = stores.oneTimeCodes.removeAll(purpose, destination); !removed)
            return removed;
    }
    return {};
}

} // namespace

QString OtpLockoutPlace::toCursor() const
{
    return u"%1.%2.%3"_s.arg(list).arg(place.until.time_since_epoch().count()).arg(place.row);
}

std::optional<OtpLockoutPlace> OtpLockoutPlace::parse(const QString &cursor)
{
    std::vector<qint64> numbers;
    for (const QString &part : cursor.split(u'.')) {
        bool isNumber = false;
        numbers.push_back(part.toLongLong(&isNumber));
        if (!isNumber || numbers.back() < 0)
            return std::nullopt;
    }
    if (numbers.size() != 3)
        return std::nullopt;
    return OtpLockoutPlace{size_t(numbers[0]),
                           {Timestamp(std::chrono::milliseconds(numbers[1])), numbers[2]}};
}

OtpLockoutService::OtpLockoutService(AdminContext context, const CodePolicySource &policies)
    : m_context(context)
    , m_policies(policies)
{}

QCoro::Task<Result<OtpLockoutPage>> OtpLockoutService::list(int limit, OtpLockoutPlace after)
{
    const CodePolicy policy = m_policies.codePolicy();
    const SpentPage wanted{.now = m_context.clock.now(), .limit = std::clamp(limit, 1, MostListed)};
    auto page = co_await m_context.database.read([policy, after, wanted](Stores &stores) {
        return pageOf(stores.oneTimeCodes, policy, after, wanted);
    });
    co_return page;
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
    if (scope == u"home"_s)
        return homeOf(text);
    const QHostAddress address(text);
    if (scope == u"address"_s && !address.isNull())
        return networkOf(address);
    return scope == u"address"_s
        ? invalid(u"subject must be an IPv4 or IPv6 address"_s)
        : invalid(u"scope must be destination, account, home, address or total"_s);
}

QCoro::Task<Result<int>> OtpLockoutService::unlock(Actor actor, QString scope, QString subject,
                                                   Run run)
{
    const Timestamp now = m_context.clock.now();
    const auto forgotten = co_await perform(
        m_context, run,
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
        },
        [](const Result<int> &) {});
    co_return forgotten;
}

Result<int> OtpLockoutService::forget(Stores &stores, const QString &scope,
                                      const QString &subject) const
{
    int count = 0;
    for (const CodeBudgetLimit &limit : allLimits(m_policies.codePolicy())) {
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
