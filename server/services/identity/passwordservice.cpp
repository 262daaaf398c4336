// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/passwordservice.h"

#include "common/core/clock.h"
#include "server/services/identity/budgets.h"
#include "server/services/identity/homenetworks.h"
#include "server/services/identity/passwordhasher.h"
#include "server/storage/database.h"

using namespace std::chrono_literals;

namespace linnet {

namespace {

Error invalidCredentials()
{
    return {Error::Kind::Unauthenticated, QLatin1String("invalid_credentials"),
            QStringLiteral("Invalid credentials")};
}

Error tooMany()
{
    return {Error::Kind::RateLimited, QLatin1String("password_budget"),
            QStringLiteral("Too many attempts. Try again later.")};
}

bool isNotFound(const Error &error)
{
    return error.kind == Error::Kind::NotFound;
}

//! \return the hash that the account has, or an empty one.
Result<QString> hashOf(Stores &stores, UserId user)
{
    const auto record = stores.passwords.find(user);
    if (record)
        return record->hash;
    return isNotFound(record.error()) ? Result<QString>(QString()) : record.error();
}

} // namespace

//! \brief A password that is being looked at.
struct PasswordService::Attempt
{
    User user;
    QString hash; //!< Empty: there is no such account, or it has no password.
    std::vector<CodeBudget> spent;
};

PasswordService::PasswordService(IdentityContext context, PasswordHasher &hasher,
                                 PasswordPolicy policy, AttemptLimits limits)
    : m_context(context)
    , m_hasher(hasher)
    , m_policy(policy)
    , m_limits(limits)
{}

QCoro::Task<Result<PasswordProof>> PasswordService::prove(Identifier identifier, QString password,
                                                          QHostAddress from)
{
    return proveOf(std::move(identifier), std::move(password), std::move(from));
}

QCoro::Task<Result<PasswordProof>> PasswordService::prove(UserId user, QString password,
                                                          QHostAddress from)
{
    return proveOf(user, std::move(password), std::move(from));
}

QCoro::Task<Result<PasswordProof>> PasswordService::proveOf(Whose whose, QString password,
                                                            QHostAddress from)
{
    const auto attempt = co_await m_context.database.write(
        [this, whose, from](Stores &stores) { return begin(stores, whose, from); });
    if (!attempt)
        co_return attempt.error();
    const bool isKnown = !attempt->hash.isEmpty();
    const auto match =
        co_await m_hasher.compare(password, isKnown ? attempt->hash : m_hasher.decoy());
    PasswordProof proof{attempt->user, {}, attempt->hash, attempt->spent};
    if (const auto *identifier = std::get_if<Identifier>(&whose))
        proof.identifier = *identifier;
    if (!match) {
        co_await giveBack(proof);
        co_return match.error();
    }
    if (!match->isRight || !isKnown)
        co_return invalidCredentials();
    if (!match->isOutdated)
        co_return proof;
    auto strengthened = co_await strengthen(proof, password);
    co_return strengthened;
}

Result<PasswordService::Attempt> PasswordService::begin(Stores &stores, const Whose &whose,
                                                        const QHostAddress &from) const
{
    const Timestamp now = m_context.clock.now();
    const auto *const identifier = std::get_if<Identifier>(&whose);
    const auto user = identifier ? stores.accounts.findByIdentifier(*identifier)
                                 : stores.accounts.find(std::get<UserId>(whose));
    if (!user && (!identifier || !isNotFound(user.error())))
        return user.error();
    const auto hash = user ? hashOf(stores, user->id) : Result<QString>(QString());
    if (!hash)
        return hash.error();
    const auto homes = homeNetworks(stores, user ? user->id : UserId(), now);
    if (!homes)
        return homes.error();
    const QString who = user ? user->id.toString() : identifier->value;
    const QString network = networkOf(from);
    std::vector<Allowance> allowances{
        {budgetOf(QStringLiteral("password/place"), who + u' ' + network, 15min, now),
         m_limits.place},
        {budgetOf(QStringLiteral("password/network"), network, 1h, now), m_limits.network}};
    if (!homes->contains(network))
        allowances.push_back(
            {budgetOf(QStringLiteral("password/strangers"), who, 24h, now), m_limits.strangers});
    const auto spent = spend(stores.oneTimeCodes, allowances, now, tooMany());
    if (!spent)
        return spent.error();
    return Attempt{user ? *user : User(), *hash, *spent};
}

QCoro::Task<> PasswordService::giveBack(PasswordProof proof)
{
    const auto given = co_await m_context.database.write(
        [proof](Stores &stores) { return returnBudgets(stores.oneTimeCodes, proof.spent); });
    if (!given)
        qWarning("A password that was not looked at still counts: %s",
                 qPrintable(given.error().detail));
}

QCoro::Task<Result<PasswordProof>> PasswordService::strengthen(PasswordProof proof,
                                                               QString password)
{
    const auto hash = co_await m_hasher.hash(password);
    if (!hash) // The next sign-in will do.
        co_return proof;
    const auto stored =
        co_await m_context.database.write([proof, hash](Stores &stores) -> Result<bool> {
            const auto record = stores.passwords.find(proof.user.id);
            if (!record)
                return record.error();
            if (record->hash != proof.hash)
                return false;
            const auto put = stores.passwords.put({proof.user.id, *hash, record->changedAt});
            if (!put)
                return put.error();
            return true;
        });
    if (!stored)
        co_return stored.error();
    if (*stored)
        proof.hash = *hash;
    co_return proof;
}

Result<> PasswordService::confirm(Stores &stores, const PasswordProof &proof)
{
    const auto user = proof.identifier ? stores.accounts.findByIdentifier(*proof.identifier)
                                       : stores.accounts.find(proof.user.id);
    if (!user && !isNotFound(user.error()))
        return user.error();
    const auto hash = hashOf(stores, proof.user.id);
    if (!hash)
        return hash.error();
    if (!user || user->id != proof.user.id || *hash != proof.hash)
        return invalidCredentials();
    return returnBudgets(stores.oneTimeCodes, proof.spent);
}

QCoro::Task<Result<bool>> PasswordService::has(UserId user)
{
    const auto hash =
        co_await m_context.database.read([user](Stores &stores) { return hashOf(stores, user); });
    if (!hash)
        co_return hash.error();
    co_return !hash->isEmpty();
}

QCoro::Task<Result<bool>> PasswordService::matches(UserId user, QString password)
{
    const auto hash =
        co_await m_context.database.read([user](Stores &stores) { return hashOf(stores, user); });
    if (!hash)
        co_return hash.error();
    if (hash->isEmpty())
        co_return false;
    const auto match = co_await m_hasher.compare(password, *hash);
    if (!match)
        co_return match.error();
    co_return match->isRight;
}

Result<> PasswordService::checkNew(const QString &password, int least) const
{
    return checkNewPassword(password, least, *m_policy);
}

QCoro::Task<Result<QString>> PasswordService::hashNew(QString password, int least)
{
    const auto allowed = checkNew(password, least);
    if (!allowed)
        co_return allowed.error();
    auto hash = co_await m_hasher.hash(password);
    co_return hash;
}

Result<> PasswordService::set(Stores &stores, const User &user, const QString &hash, Timestamp now)
{
    const Identifier email{Identifier::Kind::Email, user.email};
    const auto removed = stores.oneTimeCodes.removeAll(CodePurpose::SecondStep, email);
    if (!removed)
        return removed.error();
    return stores.passwords.put({user.id, hash, now});
}

} // namespace linnet
