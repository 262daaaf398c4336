// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/onetimecodeservice.h"

#include "common/core/clock.h"
#include "common/core/idgenerator.h"
#include "common/core/random.h"
#include "common/domain/maskedidentifier.h"
#include "server/services/cpupool.h"
#include "server/services/identity/bcrypt.h"
#include "server/services/identity/emailclaim.h"
#include "server/storage/accountstore.h"
#include "server/storage/database.h"

#include <QMessageAuthenticationCode>

#include <algorithm>
#include <optional>

namespace linnet {

namespace {

using Challenge = Id<struct ChallengeTag>;
using State = CodeAttempt::State;

constexpr std::chrono::hours AttemptsKept(30 * 24);

Error invalidCode()
{
    return {Error::Kind::Unauthenticated, QLatin1String("otp_invalid"),
            QStringLiteral("Invalid OTP")};
}

Error tooSoon(Timestamp until, Timestamp now)
{
    return {Error::Kind::RateLimited,
            QLatin1String("otp_cooldown"),
            QStringLiteral("Too many requests"),
            {},
            std::chrono::ceil<std::chrono::seconds>(until - now)};
}

bool isNotFound(const Error &error)
{
    return error.kind == Error::Kind::NotFound;
}

CodeAttempt attemptOf(const OneTimeCode &code, State state)
{
    CodeAttempt attempt;
    attempt.id = CodeAttemptId(code.challenge);
    attempt.purpose = code.purpose;
    attempt.kind = code.destination.kind;
    attempt.destination = masked(code.destination);
    attempt.address = code.network;
    attempt.state = state;
    attempt.requestedAt = code.requestedAt;
    return attempt;
}

Result<> noteIssued(Stores &stores, const OneTimeCode &code, Timestamp now)
{
    const auto account = stores.accounts.findByIdentifier(code.destination);
    if (!account && !isNotFound(account.error()))
        return account.error();
    auto attempt = attemptOf(code, State::Issued);
    attempt.requestedAt = now;
    attempt.account = account ? account->id : UserId();
    return stores.codeAttempts.add(attempt);
}

//! \return when the last of \p codes was asked for that \p fresh has to wait for: those of its own
//! network where that is one of \p homes, else those of all strangers.
Timestamp lastAsked(const std::vector<OneTimeCode> &codes, const QSet<QString> &homes,
                    const OneTimeCode &fresh)
{
    Timestamp last{};
    for (const OneTimeCode &code : codes) {
        const bool isAlike = homes.contains(fresh.network) ? code.network == fresh.network
                                                           : !homes.contains(code.network);
        if (isAlike && !isAhead(code, fresh.requestedAt))
            last = std::max(last, code.requestedAt);
    }
    return last;
}

//! \return whether an operator made one of \p codes that \p requester can still use.
bool isIssuedFor(const std::vector<OneTimeCode> &codes, const CodeRequester &requester,
                 int mostAttempts)
{
    return std::any_of(codes.begin(), codes.end(), [&](const OneTimeCode &code) {
        return code.isIssued() && code.expiresAt > requester.at
            && attemptsOf(code, requester) < mostAttempts;
    });
}

//! \return the one of \p codes whose secret is right.
std::optional<OneTimeCode> matchOf(const std::vector<OneTimeCode> &codes,
                                   const std::vector<QByteArray> &secrets)
{
    for (size_t i = 0; i < codes.size(); ++i) {
        if (bcryptMatches(secrets[i], codes[i].hash))
            return codes[i];
    }
    return std::nullopt;
}

//! \return \p code as one that only says when it was asked for.
OneTimeCode unusable(OneTimeCode code)
{
    code.challenge = 0;
    return code;
}

} // namespace

OneTimeCodeService::OneTimeCodeService(IdentityContext context, CodeSender &sender,
                                       CodePolicy policy, QByteArray pepper)
    : m_context(context)
    , m_sender(sender)
    , m_policy(std::move(policy))
    , m_pepper(std::move(pepper))
{}

int OneTimeCodeService::length() const
{
    const auto policy = *m_policy;
    return policy.fixedCode.isEmpty() ? policy.length : int(policy.fixedCode.size());
}

QCoro::Task<Result<CodeRequested>> OneTimeCodeService::request(Identifier to, QHostAddress from,
                                                               CodePurpose purpose,
                                                               QString languages)
{
    if (purpose == CodePurpose::NewPassword) {
        if (const auto ready = m_sender.check(to); !ready)
            co_return ready.error();
    }
    const OneTimeCode fresh = newCode(purpose, to, networkOf(from));
    const auto reserved = co_await m_context.database.write(
        [this, fresh, from](Stores &stores) { return reserve(stores, fresh, from); });
    if (!reserved)
        co_return reserved.error();
    const QString code = randomCode();
    auto sent = co_await arm(reserved->reservation.code, code);
    if (reserved->isCovered) // It has taken its time, and changed nothing.
        co_return CodeRequested{m_policy->cooldown};
    if (sent)
        sent = co_await deliver(*reserved,
                                {to, code, m_policy->lifetime, languages, reserved->reservation});
    if (!sent) {
        co_await refund(reserved->reservation);
        co_return sent.error();
    }
    co_return CodeRequested{m_policy->cooldown};
}

//! Nobody waits for a code for a new password: who asks is not to learn from the time, or from how
//! it ends, whether there is anybody to send it to.
QCoro::Task<Result<>> OneTimeCodeService::deliver(Reserved reserved, CodeMessage message)
{
    if (message.reservation.code.purpose != CodePurpose::NewPassword) {
        const auto sent = co_await m_sender.send(std::move(message));
        co_return sent;
    }
    if (reserved.hasReader)
        deliverUnseen(std::move(message));
    co_return Result<>();
}

QCoro::Task<> OneTimeCodeService::deliverUnseen(CodeMessage message)
{
    try {
        const auto sent = co_await m_sender.send(message);
        if (sent)
            co_return;
        qWarning("A code for a new password was not delivered: %s %s",
                 qPrintable(sent.error().message), qPrintable(sent.error().detail));
        const auto noted = co_await m_context.database.write(
            [message](Stores &stores) { return noteUndelivered(stores, message.reservation); });
        if (!noted)
            qWarning("That was not noted: %s", qPrintable(noted.error().detail));
    } catch (const std::exception &exception) {
        qWarning("Delivering a code failed: %s", exception.what());
    } catch (...) {
        qWarning("Delivering a code failed: an exception of an unknown type");
    }
}

Result<OneTimeCodeService::Reserved> OneTimeCodeService::reserve(Stores &stores,
                                                                 const OneTimeCode &code,
                                                                 const QHostAddress &from) const
{
    const Timestamp now = code.requestedAt;
    const auto whom = addresseeOf(stores, code.destination, now);
    if (!whom)
        return whom.error();
    const auto before = stores.oneTimeCodes.list(code.purpose, code.destination);
    if (!before)
        return before.error();
    const Timestamp last = lastAsked(*before, whom->homes, code);
    if (last + m_policy->cooldown > now)
        return tooSoon(last + m_policy->cooldown, now);
    const CodeRequester requester = requesterOf(code.destination, *whom, from, now);
    const auto spent = spendBudgets(stores.oneTimeCodes, *m_policy, requester);
    if (!spent)
        return spent.error();
    const bool isCovered = isIssuedFor(*before, requester, m_policy->attempts);
    const auto stored = stores.oneTimeCodes.put(isCovered ? unusable(code) : code);
    if (!stored)
        return stored.error();
    if (isCovered)
        return Reserved{{code, *spent}, false, true};
    // Signing in makes an account; a new password without one is of no use to anybody.
    const std::optional<User> &reader = whom->user;
    const bool hasReader =
        code.purpose != CodePurpose::NewPassword || (reader && isOpenedByMail(*reader));
    auto attempt = attemptOf(code, hasReader ? State::Sent : State::Withheld);
    attempt.account = whom->id();
    if (const auto noted = stores.codeAttempts.add(attempt); !noted)
        return noted.error();
    return Reserved{{code, *spent}, hasReader};
}

OneTimeCode OneTimeCodeService::newCode(CodePurpose purpose, const Identifier &destination,
                                        const QString &network) const
{
    const Timestamp now = m_context.clock.now();
    return {.purpose = purpose,
            .destination = destination,
            .network = network,
            .challenge = m_context.ids.next<Challenge>().value(),
            .requestedAt = now,
            .expiresAt = now + m_policy->lifetime};
}

QCoro::Task<Result<QByteArray>> OneTimeCodeService::hashOf(OneTimeCode code, QString digits)
{
    const QByteArray secret = peppered(code, digits);
    auto hash = co_await m_context.pool.run(
        [secret, cost = m_policy->bcryptCost] { return bcryptHash(secret, cost); });
    co_return hash;
}

QCoro::Task<Result<>> OneTimeCodeService::arm(OneTimeCode code, QString digits)
{
    const auto hash = co_await hashOf(code, digits);
    if (!hash)
        co_return hash.error();
    code.hash = *hash;
    const auto stored = co_await m_context.database.write(
        [code](Stores &stores) { return stores.oneTimeCodes.update(code); });
    if (!stored)
        co_return stored.error();
    if (!*stored) // Somebody signed in in the meantime.
        co_return tooSoon(code.requestedAt + m_policy->cooldown, code.requestedAt);
    co_return Result<>();
}

QCoro::Task<> OneTimeCodeService::refund(CodeReservation reservation)
{
    const auto refunded = co_await m_context.database.write(
        [reservation](Stores &stores) { return giveBack(stores, reservation); });
    if (!refunded)
        qWarning("A code that was not delivered still counts: %s",
                 qPrintable(refunded.error().detail));
}

QCoro::Task<Result<CodeProof>> OneTimeCodeService::verify(Identifier destination, QString text,
                                                          QHostAddress from, CodePurpose purpose)
{
    const GuessTarget target{purpose, destination, from};
    const auto guess = co_await m_context.database.write([this, target](Stores &stores) {
        return takeGuess(stores, *m_policy, target, m_context.clock.now());
    });
    if (!guess)
        co_return guess.error();
    const auto match = co_await m_context.pool.run(
        [codes = guess->codes, secrets = secretsOf(guess->codes, text)] {
            return matchOf(codes, secrets);
        });
    if (!match) {
        co_await giveBackGuess(*guess);
        co_return match.error();
    }
    const auto &found = *match;
    if (!found)
        co_return invalidCode();
    co_return CodeProof{*found, *guess};
}

//! \return what \p guess is if it is meant for each of \p codes.
std::vector<QByteArray> OneTimeCodeService::secretsOf(const std::vector<OneTimeCode> &codes,
                                                      const QString &guess) const
{
    std::vector<QByteArray> secrets;
    secrets.reserve(codes.size());
    for (const OneTimeCode &code : codes)
        secrets.push_back(peppered(code, guess.toUpper())); // As alphabets are.
    return secrets;
}

QCoro::Task<> OneTimeCodeService::giveBackGuess(CodeGuess guess)
{
    const auto given = co_await m_context.database.write(
        [guess](Stores &stores) { return returnGuess(stores, guess); });
    if (!given)
        qWarning("A guess that is not to count still does: %s", qPrintable(given.error().detail));
}

Result<> OneTimeCodeService::consume(Stores &stores, const CodeProof &proof)
{
    const OneTimeCode &code = proof.code;
    const auto removed = stores.oneTimeCodes.remove(code);
    if (!removed)
        return removed.error();
    if (!*removed)
        return invalidCode();
    if (auto others = stores.oneTimeCodes.removeAll(code.purpose, code.destination); !others)
        return others;
    if (auto returned = returnBudgets(stores.oneTimeCodes, proof.guess.spent); !returned)
        return returned;
    return stores.codeAttempts.setUsed(CodeAttemptId(code.challenge));
}

QCoro::Task<Result<IssuedCode>> OneTimeCodeService::issue(
    Identifier destination, std::function<Result<>(Stores &)> alongside)
{
    OneTimeCode code = newCode(CodePurpose::SignIn, destination, {});
    const Timestamp now = code.requestedAt;
    code.requestedAt = {}; // Nobody has asked for it, so that nobody has to wait.
    const QString digits = randomCode();
    const auto hash = co_await hashOf(code, digits);
    if (!hash)
        co_return hash.error();
    // Stored before, it would keep people from codes of their own without being one.
    code.hash = *hash;
    const auto stored =
        co_await m_context.database.write([code, alongside, now](Stores &stores) -> Result<> {
            if (auto put = stores.oneTimeCodes.put(code); !put)
                return put;
            if (auto noted = noteIssued(stores, code, now); !noted)
                return noted;
            return alongside(stores);
        });
    if (!stored)
        co_return stored.error();
    co_return IssuedCode{digits, code.expiresAt};
}

QCoro::Task<Result<>> OneTimeCodeService::tidy()
{
    const Timestamp now = m_context.clock.now();
    const Timestamp heldBack = now - m_policy->cooldown;
    const auto removed = co_await m_context.database.write([now, heldBack](Stores &stores) {
        if (auto codes = stores.oneTimeCodes.removeExpired(now, heldBack); !codes)
            return codes;
        if (auto tickets = stores.signInTickets.removeExpired(now); !tickets)
            return tickets;
        if (auto attempts = stores.codeAttempts.removeBefore(now - AttemptsKept); !attempts)
            return attempts;
        // Who follows a link a day late is told that it has expired, and not that it never was.
        return stores.mailLinks.removeExpired(now - std::chrono::hours(24));
    });
    co_return removed;
}

QString OneTimeCodeService::randomCode() const
{
    if (!m_policy->fixedCode.isEmpty())
        return m_policy->fixedCode;
    QString code;
    const QString &alphabet = m_policy->alphabet;
    const int count = int(alphabet.size());
    while (code.size() < m_policy->length) {
        const auto byte = quint8(randomBytes(1).front());
        if (byte < 256 - 256 % count) // Above it, the first ones would come up more often.
            code += alphabet[byte % count];
    }
    return code;
}

QByteArray OneTimeCodeService::peppered(const OneTimeCode &code, const QString &guess) const
{
    const QByteArray message = QByteArray::number(code.challenge) + ' ' + guess.toUtf8();
    return QMessageAuthenticationCode::hash(message, m_pepper, QCryptographicHash::Sha256)
        .toBase64();
}

} // namespace linnet
